// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Debian's Postfix with Debian's Dovecot, from configurations of their own: Postfix takes mail and hands it to Dovecot by LMTP over a Unix
 * socket, Dovecot keeps it in Maildirs, knows the passwords for both, and speaks POP3. Needs root, as both do.
 */
public final class PostfixDovecot implements MailServer {
    private final ServerDaemon postfix;
    private final ServerDaemon dovecot;
    private final int submissions;
    private final int pop3s;

    private PostfixDovecot(ServerDaemon postfix, ServerDaemon dovecot, int submissions, int pop3s) {
        this.postfix = postfix;
        this.dovecot = dovecot;
        this.submissions = submissions;
        this.pop3s = pop3s;
    }

    /** Starts both. */
    public static PostfixDovecot start(ServerSetup setup) throws IOException {
        int submissions = ServerDaemon.freePort();
        int pop3s = ServerDaemon.freePort();
        ServerDaemon dovecot = DovecotDaemon.start(setup, DOVECOT, pop3s);
        try {
            Path folder = setup.folder();
            Files.createDirectories(folder.resolve("postfix"));
            for (String below : new String[] {"spool", "data"}) {
                Path made = Files.createDirectories(folder.resolve("postfix").resolve(below));
                if (below.equals("data")) {
                    ServerDaemon.run(folder, List.of("chown", "postfix", made.toString()));
                }
            }
            configurePostfix(setup, submissions);
            String conf = folder.resolve("postfix").toString();
            List<String> run = List.of("/usr/sbin/postfix", "-c", conf, "start-fg");
            ServerDaemon postfix = ServerDaemon.start(folder.resolve("postfix.out"), run, Map.of());
            postfix.awaitPort(submissions);
            return new PostfixDovecot(postfix, dovecot, submissions, pop3s);
        } catch (IOException | RuntimeException e) {
            dovecot.close();
            throw e;
        }
    }

    /** Sessions of many clients share processes (service_count 0), right passwords are remembered, as is done where speed counts. */
    private static final String DOVECOT = """
            protocols = pop3 lmtp
            service pop3-login {
              service_count = 0
              process_min_avail = 2
              inet_listener pop3 {
                port = 0
              }
              inet_listener pop3s {
                port = @PORT@
                ssl = yes
              }
            }
            service pop3 {
              service_count = 0
              process_limit = 1024
            }
            service lmtp {
              service_count = 0
              unix_listener lmtp {
                mode = 0666
              }
            }
            service auth {
              client_limit = 5000
              unix_listener auth-postfix {
                mode = 0666
              }
            }
            """;

    private static void configurePostfix(ServerSetup setup, int submissions) throws IOException {
        Path folder = setup.folder().resolve("postfix");
        String dovecot = setup.folder().resolve("dovecot/run").toString();
        Files.writeString(
                folder.resolve("main.cf"),
                MAIN_CF.replace("@FOLDER@", folder.toString())
                        .replace("@DOVECOT@", dovecot)
                        .replace("@DOMAIN@", TestAccount.DOMAIN)
                        .replace(
                                "@TRANSPORT@",
                                setup.disposition() instanceof MailDisposition.Delivered
                                        ? "lmtp:unix:" + dovecot + "/lmtp"
                                        : "discard:")
                        .replace("@RELAYHOST@", relayhost(setup.disposition()))
                        .replace("@CERT@", setup.key().certificate().toString())
                        .replace("@KEY@", setup.key().key().toString()));
        Files.writeString(folder.resolve("master.cf"), MASTER_CF.replace("@PORT@", Integer.toString(submissions)));
        StringBuilder mailboxes = new StringBuilder();
        for (int number = 0; number < setup.accounts(); number++) {
            mailboxes.append(new TestAccount(number).address()).append(" here\n");
        }
        Path table = Files.writeString(folder.resolve("mailboxes"), mailboxes);
        ServerDaemon.run(setup.folder(), List.of("/usr/sbin/postmap", "-c", folder.toString(), "hash:" + table));
    }

    private static String relayhost(MailDisposition disposition) {
        return disposition instanceof MailDisposition.Relayed relayed ? "[127.0.0.1]:" + relayed.port() : "";
    }

    /** Connections to the next server are used again, also those with TLS, which is not Postfix' default. */
    private static final String MAIN_CF = """
            compatibility_level = 3.6
            queue_directory = @FOLDER@/spool
            data_directory = @FOLDER@/data
            maillog_file = @FOLDER@/maillog
            maillog_file_prefixes = /
            myhostname = mail.example.org
            mydestination =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mynetworks = 192.0.2.1/32
            default_process_limit = 1000
            message_size_limit = 0
            mailbox_size_limit = 0
            virtual_mailbox_domains = @DOMAIN@
            virtual_mailbox_maps = hash:@FOLDER@/mailboxes
            virtual_transport = @TRANSPORT@
            relayhost = @RELAYHOST@
            smtp_tls_security_level = may
            smtp_tls_connection_reuse = yes
            smtpd_tls_cert_file = @CERT@
            smtpd_tls_key_file = @KEY@
            smtpd_tls_security_level = encrypt
            smtpd_sasl_auth_enable = yes
            smtpd_sasl_type = dovecot
            smtpd_sasl_path = @DOVECOT@/auth-postfix
            smtpd_recipient_restrictions = permit_sasl_authenticated, reject
            smtpd_client_connection_count_limit = 0
            smtpd_peername_lookup = no
            """;

    private static final String MASTER_CF = """
            127.0.0.1:@PORT@ inet n - n - - smtpd
              -o smtpd_tls_wrappermode=yes
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            tlsproxy unix - - n - 0 tlsproxy
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            relay unix - - n - - smtp
            showq unix n - n - - showq
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            lmtp unix - - n - - lmtp
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd
            """;

    @Override
    public String name() {
        return "Postfix and Dovecot";
    }

    @Override
    public InetSocketAddress submissions() {
        return ServerDaemon.loopback(submissions);
    }

    @Override
    public InetSocketAddress pop3s() {
        return ServerDaemon.loopback(pop3s);
    }

    @Override
    public List<Long> processes() {
        return List.of(postfix.pid(), dovecot.pid());
    }

    @Override
    public void close() {
        postfix.close();
        dovecot.close();
    }
}
