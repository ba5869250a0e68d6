// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.policy.client.ClientName;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.james.core.MailAddress;

/** Writes the trace header of RFC 5321 4.4, with the TLS cipher of RFC 8314 4.3. */
final class ReceivedHeader {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private final String hostName;

    ReceivedHeader(String hostName) {
        this.hostName = hostName;
    }

    byte[] write(SmtpSessionFacts session, String id, List<MailAddress> recipients, ZonedDateTime now) {
        StringBuilder header = new StringBuilder("Received: from ")
                .append(printable(session.helo()))
                .append(" (")
                .append(name(session.identity().name()))
                .append(literal(session.client().getAddress()))
                .append(")\r\n\tby ")
                .append(hostName)
                .append(" with ")
                .append(session.protocol());
        session.tls().ifPresent(tls -> header.append(" tls ").append(tls.cipher()));
        header.append(" id ").append(id);
        if (recipients.size() == 1) {
            header.append("\r\n\tfor <").append(recipients.get(0).asString()).append('>');
        }
        header.append("\r\n\t(listener ").append(session.listener());
        session.tls().ifPresent(tls -> header.append(", ").append(tls.version()));
        session.user().ifPresent(user -> header.append(", user ").append(printable(user.asString())));
        session.pin().ifPresent(pin -> header.append(", pin ").append(printable(pin)));
        session.identity().device().ifPresent(name -> header.append(", device ").append(printable(name)));
        header.append(");\r\n\t").append(DATE.format(now)).append("\r\n");
        return header.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The confirmed name, or that there is none, where one was looked up. */
    private static String name(ClientName name) {
        return name.asked() ? printable(name.text()) + " " : "";
    }

    private static String literal(InetAddress address) {
        String prefix = address instanceof Inet6Address ? "IPv6:" : "";
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return "[" + prefix + (zone < 0 ? text : text.substring(0, zone)) + "]";
    }

    /** What a client or operator chose, with all removed that could end a comment or a header. */
    private static String printable(String text) {
        return text.replaceAll("[^A-Za-z0-9.:@_+\\-\\[\\]]", "_");
    }
}
