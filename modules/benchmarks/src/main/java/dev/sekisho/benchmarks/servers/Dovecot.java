// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Debian's Dovecot for IMAP alone, from a configuration of its own: Maildirs with its own fsyncs, and no full-text index. Needs root. */
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
        Path folder = Files.createDirectories(setup.folder().resolve("dovecot"));
        Files.setPosixFilePermissions(setup.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path mail = Files.createDirectories(folder.resolve("mail"));
        ServerDaemon.run(folder, List.of("chown", "nobody:nogroup", mail.toString()));
        StringBuilder users = new StringBuilder();
        for (int number = 0; number < setup.accounts(); number++) {
            users.append(new TestAccount(number).address())
                    .append(":{PLAIN}")
                    .append(TestAccount.PASSWORD)
                    .append("\n");
        }
        Files.writeString(folder.resolve("users"), users);
        Path configuration = Files.writeString(
                folder.resolve("dovecot.conf"),
                CONFIGURATION
                        .replace("@FOLDER@", folder.toString())
                        .replace("@IMAPS@", Integer.toString(imaps))
                        .replace("@CERT@", setup.key().certificate().toString())
                        .replace("@KEY@", setup.key().key().toString()));
        List<String> run = List.of("/usr/sbin/dovecot", "-F", "-c", configuration.toString());
        ServerDaemon dovecot = ServerDaemon.start(setup.folder().resolve("dovecot.out"), run, Map.of());
        dovecot.awaitPort(imaps);
        return new Dovecot(dovecot, imaps);
    }

    /** The processes of logins are shared, and hold the connections' TLS; each session has a process for its mailboxes, as is Dovecot's way. */
    private static final String CONFIGURATION = """
            base_dir = @FOLDER@/run
            state_dir = @FOLDER@/state
            log_path = @FOLDER@/dovecot.log
            listen = 127.0.0.1
            protocols = imap
            ssl = required
            ssl_cert = <@CERT@
            ssl_key = <@KEY@
            ssl_min_protocol = TLSv1.2
            auth_mechanisms = plain
            auth_cache_size = 16 M
            mail_location = maildir:@FOLDER@/mail/%u
            mail_max_userip_connections = 0
            first_valid_gid = 1
            default_client_limit = 5000
            passdb {
              driver = passwd-file
              args = @FOLDER@/users
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home=@FOLDER@/mail/%u allow_all_users=yes
            }
            service imap-login {
              service_count = 0
              process_min_avail = 2
              inet_listener imap {
                port = 0
              }
              inet_listener imaps {
                port = @IMAPS@
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
