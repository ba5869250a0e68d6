// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.imap.fetch.MessageUrl;
import dev.sekisho.imap.fetch.PartNumber;
import dev.sekisho.imap.fetch.Partial;
import dev.sekisho.imap.fetch.Section;
import dev.sekisho.imap.value.MailboxName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relative IMAP URLs (RFC 5092 7). */
class MessageUrlParserTest {
    private static MessageUrl read(String url) {
        return MessageUrlParser.parse(url).orElseThrow();
    }

    @Test
    void readsAMessageOfAMailbox() {
        assertThat(read("/Drafts;UIDVALIDITY=385759045/;UID=20"))
                .isEqualTo(new MessageUrl(
                        Optional.of(new MailboxName("Drafts")),
                        OptionalLong.of(385759045),
                        20,
                        Section.WHOLE,
                        Optional.empty()));
        assertThat(read("Drafts/;uid=20").mailbox()).contains(new MailboxName("Drafts"));
        assertThat(read("/a/b/;UID=1").mailbox()).contains(new MailboxName("a/b"));
    }

    @Test
    void readsAMessageOfTheSelectedMailbox() {
        assertThat(read(";UID=7").mailbox()).isEmpty();
    }

    @Test
    void readsSectionsAndSomeOfTheirOctets() {
        assertThat(read("/x/;UID=1/;section=1.2.MIME").section())
                .isEqualTo(new Section(new PartNumber(List.of(1, 2)), Section.Text.MIME, List.of()));
        assertThat(read("/x/;UID=1/;SECTION=HEADER.FIELDS%20(To%20From)").section())
                .isEqualTo(new Section(PartNumber.WHOLE, Section.Text.HEADER_FIELDS, List.of("To", "From")));
        assertThat(read("/x/;UID=1/;SECTION=TEXT/;PARTIAL=5.10").partial()).contains(new Partial(5, 10));
        assertThat(read("/x/;UID=1/;PARTIAL=5").partial()).contains(new Partial(5, Long.MAX_VALUE));
    }

    @Test
    void decodesNames() {
        assertThat(read("/%E4%B8%8B%E6%9B%B8%20%2F1/;UID=1").mailbox()).contains(new MailboxName("下書 /1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/;UID=1",
                "//host/x/;UID=1",
                "/x;UID=1",
                "/x/;UID=0",
                "/x/;UID=99999999999",
                "/x/;UID=1/",
                "/x/;UID=1/;SECTION=",
                "/x/;UID=1/;SECTION=1]",
                "/x/;UID=1/;SECTION=%zz",
                "/x/;UID=1/;PARTIAL=0.0",
                "/x/;UID=1;URLAUTH=anonymous",
                "/x?SUBJECT/;UID=1",
                "/%C3%28/;UID=1",
                "/%/;UID=1",
                "/x;UIDVALIDITY=0/;UID=1"
            })
    void readsNothingElse(String url) {
        assertThat(MessageUrlParser.parse(url)).isEmpty();
    }

    @Property(tries = 500)
    void isTotal(@ForAll String url) {
        assertThat(MessageUrlParser.parse(url)).isNotNull();
        assertThat(MessageUrlParser.parse("/x/;UID=1/;SECTION=" + url)).isNotNull();
    }
}
