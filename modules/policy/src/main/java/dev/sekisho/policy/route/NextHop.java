// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.route;

import java.util.Locale;

/** Who takes a message next. */
public sealed interface NextHop {
    /** The port of mail between servers (RFC 5321 4.5.4.2). */
    int SMTP_PORT = 25;

    /**
     * What stands for a destination in listings and limits: everything that goes there shares connections.
     *
     * @param recipientDomain the domain of the recipient, in lower case
     */
    String destination(String recipientDomain);

    /** Where it listens. */
    int port();

    /**
     * One server takes everything.
     *
     * @param host its name or address
     * @param port its port
     * @param tls how TLS begins there
     */
    record Smarthost(String host, int port, Tls tls) implements NextHop {
        public Smarthost {
            host = host.toLowerCase(Locale.ROOT);
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("a port is from 1 to 65535, found " + port);
            }
        }

        @Override
        public String destination(String recipientDomain) {
            return host + ":" + port;
        }
    }

    /**
     * The servers that the recipient's domain names in the DNS (RFC 5321 5.1).
     *
     * @param port where they listen; {@link #SMTP_PORT} everywhere but in tests
     */
    record Mx(int port) implements NextHop {
        @Override
        public String destination(String recipientDomain) {
            return recipientDomain.toLowerCase(Locale.ROOT);
        }
    }

    /** How TLS begins. */
    enum Tls {
        /** By the STARTTLS command (RFC 3207). */
        STARTTLS,
        /** From the first byte (RFC 8314). */
        IMPLICIT;

        /** The word used in configurations. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
