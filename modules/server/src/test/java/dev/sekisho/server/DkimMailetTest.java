// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.james.JamesServices;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import org.apache.james.jdkim.mailets.DKIMSign;
import org.apache.james.mailetcontainer.impl.MailetConfigImpl;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageInputStreamSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.junit.jupiter.api.Test;

/** What {@code docs/james.md} says of James' mailet that signs. */
class DkimMailetTest {
    private static final String MESSAGE =
            "From: a@example.org\r\nSubject:  two  blanks \r\nX-Odd:\tb\r\n\r\nText \r\n.dot\r\n";

    @Test
    void aSignatureAndWhatTheHeaderLacksStandBeforeTheMessageWhichStaysAsItIs() throws Exception {
        MailetConfigImpl config = new MailetConfigImpl();
        config.setMailetName("DKIMSign");
        config.setConfiguration(
                JamesServices.xml("<mailet><signatureTemplate>v=1; s=sel; d=example.org; h=from:subject; a=rsa-sha256;"
                        + " bh=; b=;</signatureTemplate><privateKey>" + pem() + "</privateKey></mailet>"));
        DKIMSign signer = new DKIMSign();
        signer.init(config);
        MailImpl mail = MailImpl.builder().name("m").sender("a@example.org").build();
        mail.setMessage(new MimeMessageWrapper(MimeMessageInputStreamSource.create(
                "m", new ByteArrayInputStream(MESSAGE.getBytes(StandardCharsets.US_ASCII)))));

        signer.service(mail);

        ByteArrayOutputStream written = new ByteArrayOutputStream();
        mail.getMessage().writeTo(written);
        String after = written.toString(StandardCharsets.US_ASCII);
        assertThat(after).endsWith(MESSAGE);
        String before = after.substring(0, after.length() - MESSAGE.length());
        assertThat(before.lines().map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactlyInAnyOrder("Date", "Message-ID", "MIME-Version", "DKIM-Signature");
        assertThat(before).contains("d=example.org", "s=sel");
    }

    private static String pem() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        PrivateKey key = generator.generateKeyPair().getPrivate();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----";
    }
}
