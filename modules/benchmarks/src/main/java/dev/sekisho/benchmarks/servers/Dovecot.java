// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Debian's Dovecot for IMAP alone. Needs root. */
public final class Dovecot implements ImapServer {
    private final ServerDaemon dovecot;
    private final int imaps;

    private Dovecot(ServerDaemon dovecot, int imaps) {
        this.dovecot = dovecot;
        this.imaps = imaps;
    }

    /** Starts it. */
    public static Dovecot start(ServerSetup setup) throws IOException {
        int imaps = ServerDaemon.freePort();
        ServerDaemon dovecot = DovecotDaemon.start(setup, SERVICES, imaps);
        return new Dovecot(dovecot, imaps);
    }

    /** The processes of logins are shared, and hold the connections' TLS; each session has a process for its mailboxes, as is Dovecot's way. */
    private static final String SERVICES = """
            protocols = imap
            default_client_limit = 5000
            service imap-login {
              service_count = 0
              process_min_avail = 2
              inet_listener imap {
                port = 0
              }
              inet_listener imaps {
                port = @PORT@
                ssl = yes
              }
            }
            service imap {
              process_limit = 5000
            }
            """;

    @Override
    public String name() {
        return "Dovecot";
    }

    @Override
    public InetSocketAddress imaps() {
        return ServerDaemon.loopback(imaps);
    }

    @Override
    public List<Long> processes() {
        return List.of(dovecot.pid());
    }

    @Override
    public void close() {
        dovecot.close();
    }
}
