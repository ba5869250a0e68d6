// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Debian's Dovecot from a configuration of its own: Maildirs with its own fsyncs, right passwords remembered, no full-text index. Needs root. */
final class DovecotDaemon {
    private static final String COMMON = """
            base_dir = @FOLDER@/run
            state_dir = @FOLDER@/state
            log_path = @FOLDER@/dovecot.log
            listen = 127.0.0.1
            ssl = required
            ssl_cert = <@CERT@
            ssl_key = <@KEY@
            ssl_min_protocol = TLSv1.2
            auth_mechanisms = plain
            auth_cache_size = 16 M
            mail_location = maildir:@FOLDER@/mail/%u
            mail_max_userip_connections = 0
            first_valid_gid = 1
            passdb {
              driver = passwd-file
              args = @FOLDER@/users
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home=@FOLDER@/mail/%u allow_all_users=yes
            }
            """;

    private DovecotDaemon() {}

    /**
     * Starts it in the folder {@code dovecot} of the setup.
     *
     * @param services what of the configuration is not common: protocols and services, with {@code @PORT@} where the port stands
     * @param port which it listens on
     */
    static ServerDaemon start(ServerSetup setup, String services, int port) throws IOException {
        Path folder = Files.createDirectories(setup.folder().resolve("dovecot"));
        Files.setPosixFilePermissions(setup.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path mail = Files.createDirectories(folder.resolve("mail"));
        ServerDaemon.run(folder, List.of("chown", "nobody:nogroup", mail.toString()));
        Files.writeString(folder.resolve("users"), users(setup.accounts()));
        Path configuration = Files.writeString(
                folder.resolve("dovecot.conf"),
                (COMMON + services)
                        .replace("@FOLDER@", folder.toString())
                        .replace("@PORT@", Integer.toString(port))
                        .replace("@CERT@", setup.key().certificate().toString())
                        .replace("@KEY@", setup.key().key().toString()));
        List<String> run = List.of("/usr/sbin/dovecot", "-F", "-c", configuration.toString());
        ServerDaemon dovecot = ServerDaemon.start(setup.folder().resolve("dovecot.out"), run, Map.of());
        dovecot.awaitPort(port);
        return dovecot;
    }

    private static String users(int accounts) {
        StringBuilder users = new StringBuilder();
        for (int number = 0; number < accounts; number++) {
            users.append(new TestAccount(number).address())
                    .append(":{PLAIN}")
                    .append(TestAccount.PASSWORD)
                    .append("\n");
        }
        return users.toString();
    }
}
