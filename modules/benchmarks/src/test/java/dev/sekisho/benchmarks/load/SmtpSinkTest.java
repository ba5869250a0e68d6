// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.benchmarks.servers.KeyFiles;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmtpSinkTest {
    private static final String MESSAGE = "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.net>\r\nDATA\r\n";

    @TempDir
    Path folder;

    @Test
    void countsTheMessagesOfAConnectionAndForgetsThem() throws Exception {
        try (SmtpSink sink = new SmtpSink(KeyFiles.make(KeyFiles.Kind.ECDSA, folder));
                Socket client = connected(sink)) {
            BufferedReader replies = replies(client);
            say(client, "EHLO us\r\n" + MESSAGE + "Subject: one\r\n\r\n..\r\n.\r\n" + MESSAGE + "two\r\n.\r\nQUIT\r\n");

            assertThat(replies.lines().toList())
                    .doesNotContain("250-STARTTLS")
                    .filteredOn(line -> line.contains("thrown away"))
                    .hasSize(2);
            sink.await(2);
            assertThat(sink.messages()).isEqualTo(2);
            assertThat(sink.connections()).isEqualTo(1);
        }
    }

    @Test
    void takesMessagesOverTlsOnceItOffersThat() throws Exception {
        try (SmtpSink sink = new SmtpSink(KeyFiles.make(KeyFiles.Kind.ECDSA, folder))) {
            sink.encrypting(true);
            try (Socket client = connected(sink)) {
                BufferedReader replies = replies(client);
                say(client, "EHLO us\r\n");
                assertThat(until(replies, "250 SIZE 0")).contains("250-STARTTLS\n");
                say(client, "STARTTLS\r\n");
                until(replies, "220 2.0.0 go ahead");
                Socket secure = tls(client);
                BufferedReader secureReplies = replies(secure);
                say(secure, "EHLO us\r\n");
                assertThat(until(secureReplies, "250 SIZE 0")).doesNotContain("STARTTLS");
                say(secure, MESSAGE + "three\r\n.\r\nQUIT\r\n");
                until(secureReplies, "221 2.0.0 bye");
            }
            assertThat(sink.messages()).isEqualTo(1);
        }
    }

    private static Socket connected(SmtpSink sink) throws IOException {
        Socket client = new Socket("127.0.0.1", sink.port());
        client.setSoTimeout(60_000);
        return client;
    }

    private static Socket tls(Socket client) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), new SecureRandom());
        return context.getSocketFactory().createSocket(client, "localhost", client.getPort(), true);
    }

    private static BufferedReader replies(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String until(BufferedReader replies, String last) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = replies.readLine(); line != null; line = replies.readLine()) {
            seen.append(line).append('\n');
            if (line.equals(last)) {
                return seen.toString();
            }
        }
        throw new IOException("wanted " + last + ", got " + seen);
    }

    private static void say(Socket client, String octets) throws IOException {
        client.getOutputStream().write(octets.getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }
}
