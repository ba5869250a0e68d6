// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.client.ClientName;
import dev.sekisho.server.transport.tls.TlsSessionInfo;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.junit.jupiter.api.Test;

class ReceivedHeaderTest {
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 2, 3, 4, 5, 0, ZoneOffset.ofHours(9));
    private static final TlsSessionInfo TLS = TlsSessionInfo.toldByProxy("TLS1.3", "TLS_AES_128_GCM_SHA256");

    private final ReceivedHeader header = new ReceivedHeader("mx.example.org");

    @Test
    void tellsListenerTlsAndUser() throws Exception {
        SmtpSessionFacts session = session("client", true, Optional.of(TLS), Optional.of(Username.of("a@example.org")));
        assertThat(write(session))
                .isEqualTo("Received: from client ([192.0.2.7])\r\n"
                        + "\tby mx.example.org with ESMTPSA tls TLS_AES_128_GCM_SHA256 id Mail1\r\n"
                        + "\tfor <b@example.org>\r\n"
                        + "\t(listener submission, TLS1.3, user a@example.org);\r\n"
                        + "\tMon, 2 Nov 2026 03:04:05 +0900\r\n");
    }

    @Test
    void namesTheProtocolAsRegistered() {
        assertThat(session("c", false, Optional.empty(), Optional.empty()).protocol())
                .isEqualTo("SMTP");
        assertThat(session("c", true, Optional.empty(), Optional.empty()).protocol())
                .isEqualTo("ESMTP");
        assertThat(session("c", true, Optional.of(TLS), Optional.empty()).protocol())
                .isEqualTo("ESMTPS");
    }

    @Test
    void letsNoClientWriteHeadersOrCloseTheComment() throws Exception {
        assertThat(write(session("x) by evil\r\nSubject: y", true, Optional.empty(), Optional.empty())))
                .startsWith("Received: from x__by_evil__Subject:_y ([192.0.2.7])\r\n");
    }

    @Test
    void namesTheClientAsTheDnsDoes() throws Exception {
        assertThat(write(named(ClientName.confirmed("mx1.example.net"))))
                .startsWith("Received: from c (mx1.example.net [192.0.2.7])\r\n");
        assertThat(write(named(ClientName.UNCONFIRMED))).startsWith("Received: from c (unknown [192.0.2.7])\r\n");
        assertThat(write(named(ClientName.UNKNOWN))).startsWith("Received: from c (unknown [192.0.2.7])\r\n");
        assertThat(write(named(ClientName.NOT_ASKED))).startsWith("Received: from c ([192.0.2.7])\r\n");
    }

    private static SmtpSessionFacts named(ClientName name) {
        ClientIdentity client =
                new ClientIdentity(new InetSocketAddress("192.0.2.7", 2525), name, List.of(), Optional.empty());
        return session(client, "c", true, Optional.empty(), Optional.empty());
    }

    private String write(SmtpSessionFacts session) throws Exception {
        return new String(
                header.write(session, "Mail1", List.of(new MailAddress("b@example.org")), NOW),
                StandardCharsets.US_ASCII);
    }

    private static SmtpSessionFacts session(
            String helo, boolean extended, Optional<TlsSessionInfo> tls, Optional<Username> user) {
        InetSocketAddress peer = new InetSocketAddress("192.0.2.7", 2525);
        return session(ClientIdentity.of(peer), helo, extended, tls, user);
    }

    private static SmtpSessionFacts session(
            ClientIdentity client,
            String helo,
            boolean extended,
            Optional<TlsSessionInfo> tls,
            Optional<Username> user) {
        return new SmtpSessionFacts(
                new ListenerName("submission"), client, helo, extended, tls, user, Optional.empty(), "s1");
    }
}
