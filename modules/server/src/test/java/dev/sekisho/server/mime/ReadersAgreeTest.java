// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.smtp.HeaderSyntax;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.mail.Address;
import javax.mail.Session;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.message.DefaultMessageBuilder;

/** Whatever a reader shows as the author of a message is what was checked, or the message is refused. */
class ReadersAgreeTest {
    private static final Session STRICT = Session.getInstance(new Properties());
    private static final Session LENIENT = Session.getInstance(lenient());

    @Provide
    Arbitrary<String> headers() {
        return GeneratedHeaders.any();
    }

    @Property(tries = 20_000)
    void whatAReaderShowsAsFromIsWhatWasJudged(@ForAll("headers") String message) throws Exception {
        Optional<Set<String>> read = read(message);
        if (read.isPresent()) {
            assertThat(read.get()).isNotEmpty();
            assertThat(read.get()).as("Jakarta Mail").containsAll(shown(STRICT, message));
            assertThat(read.get()).as("Jakarta Mail, lenient").containsAll(shown(LENIENT, message));
            assertThat(read.get()).as("MIME4J").containsAll(shownByMime4j(message));
        }
    }

    @Example
    void whatClientsWriteIsJudged() {
        for (String author : GeneratedHeaders.SOUND_AUTHORS) {
            assertThat(read("Subject: x\r\nFrom: " + author + "\r\n\r\ntext\r\n")
                            .orElseThrow())
                    .as(author)
                    .contains("alice@example.org");
        }
    }

    @Property(tries = 2_000)
    void theReadingDoesNotDependOnHowTheOctetsAreCut(@ForAll("headers") String message) {
        byte[] octets = octets(message);
        HeaderReader whole = HeaderReader.ofSubmission();
        HeaderReader cut = HeaderReader.ofSubmission();
        ByteArrayOutputStream keptWhole = new ByteArrayOutputStream();
        ByteArrayOutputStream keptCut = new ByteArrayOutputStream();
        whole.read(octets, 0, octets.length, (more, from, to) -> keptWhole.write(more, from, to - from));
        for (int i = 0; i < octets.length; i++) {
            cut.read(octets, i, i + 1, (more, from, to) -> keptCut.write(more, from, to - from));
        }
        whole.end((more, from, to) -> keptWhole.write(more, from, to - from));
        cut.end((more, from, to) -> keptCut.write(more, from, to - from));
        assertThat(keptCut.toByteArray()).isEqualTo(keptWhole.toByteArray()).isEqualTo(octets);
        assertThat(cut.form()).isEqualTo(whole.form());
        assertThat(cut.authors().addresses()).isEqualTo(whole.authors().addresses());
    }

    /** The addresses that are compared with the user's; empty if the message is refused for its form. */
    static Optional<Set<String>> read(String message) {
        HeaderReader reader = HeaderReader.ofSubmission();
        byte[] octets = octets(message);
        boolean bareLineEnds = message.replace("\r\n", "").matches("(?s).*[\r\n\0].*");
        reader.read(octets, 0, octets.length, (more, from, to) -> {});
        reader.end((more, from, to) -> {});
        AuthorFields authors = reader.authors();
        boolean form = reader.form() == HeaderSyntax.SOUND && !authors.missing() && !authors.repeated();
        return form && !bareLineEnds ? authors.addresses() : Optional.empty();
    }

    private static List<String> shown(Session session, String message) throws Exception {
        Address[] from = new MimeMessage(session, new ByteArrayInputStream(octets(message))).getFrom();
        return Arrays.stream(from)
                .map(address -> plain(((InternetAddress) address).getAddress()))
                .toList();
    }

    private static List<String> shownByMime4j(String message) throws Exception {
        Message read = new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(octets(message)));
        List<String> addresses = new ArrayList<>();
        read.getFrom().forEach(mailbox -> addresses.add(plain(mailbox.getAddress())));
        assertThat(addresses).isNotEmpty();
        return addresses;
    }

    /** A local part without quotes it has no need of. */
    private static String plain(String address) {
        return address.replaceFirst("^\"([A-Za-z]+)\"@", "$1@");
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Properties lenient() {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.address.strict", "false");
        return properties;
    }
}
