// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import dev.sekisho.e2e.fixture.Logbook;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Exim as a provider's smarthost: as {@link PostfixSmarthost}, by other people's code and another TLS library. */
final class EximSmarthost implements AutoCloseable {
    private final Exim exim;
    private final Process daemon;
    private final String startTls;
    private final String implicitTls;

    private EximSmarthost(Exim exim, Process daemon, String startTls, String implicitTls) {
        this.exim = exim;
        this.daemon = daemon;
        this.startTls = startTls;
        this.implicitTls = implicitTls;
    }

    /** Starts it in a new folder, below folders that others may enter. */
    static EximSmarthost start(Path folder, PeerKey key) throws Exception {
        int startTls = PostfixPeer.freePort();
        int implicitTls = PostfixPeer.freePort();
        Exim exim = Exim.in(folder, listening(startTls, implicitTls, key) + rules(folder) + logins());
        Process daemon = new ProcessBuilder(exim.words("-bdf"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        exim.log().await("daemon started", 1, daemon::isAlive);
        return new EximSmarthost(exim, daemon, "127.0.0.1:" + startTls, "127.0.0.1:" + implicitTls);
    }

    private static String listening(int startTls, int implicitTls, PeerKey key) {
        return """
                local_interfaces = <; 127.0.0.1.%1$d ; 127.0.0.1.%2$d
                tls_on_connect_ports = %2$d
                tls_advertise_hosts = *
                tls_certificate = %3$s
                tls_privatekey = %4$s
                auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
                log_selector = +smtp_protocol_error +tls_cipher +received_recipients
                acl_smtp_rcpt = recipient
                """.formatted(startTls, implicitTls, key.certificate(), key.key());
    }

    private static String rules(Path folder) {
        return """
                begin acl
                recipient:
                  accept authenticated = *
                  deny message = log in first
                begin routers
                everybody:
                  driver = accept
                  transport = maildir
                begin transports
                maildir:
                  driver = appendfile
                  directory = %s/mail
                  maildir_format
                  envelope_to_add
                """.formatted(folder);
    }

    private static String logins() {
        return """
                begin authenticators
                plain:
                  driver = plaintext
                  public_name = PLAIN
                  server_prompts = :
                  server_condition = ${if and{{eq{$auth2}{%1$s}}{eq{$auth3}{%2$s}}}}
                  server_set_id = $auth2
                login:
                  driver = plaintext
                  public_name = LOGIN
                  server_prompts = Username:: : Password::
                  server_condition = ${if and{{eq{$auth1}{%1$s}}{eq{$auth2}{%2$s}}}}
                  server_set_id = $auth1
                cram:
                  driver = cram_md5
                  public_name = CRAM-MD5
                  server_secret = ${if eq{$auth1}{%1$s}{%2$s}fail}
                  server_set_id = $auth1
                """.formatted(Routes.USER, Routes.PASSWORD);
    }

    /** Address and port where TLS begins with STARTTLS. */
    String startTls() {
        return startTls;
    }

    /** Address and port where TLS begins with the first byte. */
    String implicitTls() {
        return implicitTls;
    }

    /** What it did. */
    Logbook log() {
        return exim.log();
    }

    /** The first message that it took for a recipient, once it lies in the maildir. */
    String awaitMessage(String recipient) throws Exception {
        return new Inbox(exim.folder().resolve("mail")).await(recipient, log());
    }

    @Override
    public void close() throws InterruptedException {
        daemon.destroy();
        if (!daemon.waitFor(30, TimeUnit.SECONDS)) {
            daemon.destroyForcibly().waitFor();
        }
    }
}
