// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Logbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Postfix as a provider's smarthost: a port with STARTTLS, one with implicit TLS, both for those alone who log in. What it takes lies in a
 * maildir.
 */
public final class PostfixSmarthost implements AutoCloseable {
    private final Path folder;
    private final DovecotLogin login;
    private final String startTls;
    private final String implicitTls;
    private Postfix postfix;

    private PostfixSmarthost(Path folder, DovecotLogin login, String startTls, String implicitTls, Postfix postfix) {
        this.folder = folder;
        this.login = login;
        this.startTls = startTls;
        this.implicitTls = implicitTls;
        this.postfix = postfix;
    }

    /**
     * Starts it.
     *
     * @param folder a new folder, below folders that others may enter
     * @param address one of loopback's
     * @param key what it presents
     * @param more further lines of {@code main.cf}
     */
    public static PostfixSmarthost start(Path folder, String address, PeerKey key, String... more) throws Exception {
        DovecotLogin login = DovecotLogin.start(folder.resolve("login"), Routes.USER, Routes.PASSWORD);
        String startTls = address + ":" + PostfixPeer.freePort();
        String implicitTls = address + ":" + PostfixPeer.freePort();
        try {
            Postfix postfix = postfix(folder, key, login, startTls, implicitTls, more);
            return new PostfixSmarthost(folder, login, startTls, implicitTls, postfix);
        } catch (Exception | AssertionError e) {
            login.close();
            throw e;
        }
    }

    private static Postfix postfix(
            Path folder, PeerKey key, DovecotLogin login, String startTls, String implicitTls, String... more)
            throws Exception {
        String main = """
                mynetworks =
                smtpd_tls_cert_file = %s
                smtpd_tls_key_file = %s
                smtpd_tls_security_level = encrypt
                smtpd_tls_auth_only = yes
                smtpd_tls_loglevel = 1
                smtpd_tls_received_header = yes
                smtpd_tls_ask_ccert = yes
                smtpd_sasl_auth_enable = yes
                smtpd_sasl_type = dovecot
                smtpd_sasl_path = %s
                smtpd_relay_restrictions = permit_sasl_authenticated, reject
                smtpd_sasl_authenticated_header = yes
                virtual_mailbox_domains = regexp:%s
                virtual_mailbox_maps = static:inbox/
                virtual_mailbox_base = %s
                virtual_uid_maps = static:65534
                virtual_gid_maps = static:65534
                """.formatted(key.certificate(), key.key(), login.socket(), anyDomain(folder), mailFolder(folder))
                + String.join("\n", more) + "\n";
        return Postfix.start(
                folder,
                main,
                startTls + " inet n - n - - smtpd\n" + implicitTls
                        + " inet n - n - - smtpd\n  -o smtpd_tls_wrappermode=yes\n");
    }

    private static Path anyDomain(Path folder) throws IOException {
        return Files.writeString(folder.resolve("domains"), "/./ virtual\n");
    }

    private static Path mailFolder(Path folder) throws Exception {
        Path mail = Files.createDirectories(folder.resolve("mail"));
        Command.of("chown", "65534:65534", mail.toString()).succeed();
        return mail;
    }

    /** Ends it, and starts it anew on the same ports with another key or certificate. */
    public void restartWith(PeerKey key) throws Exception {
        postfix.close();
        postfix = postfix(folder, key, login, startTls, implicitTls);
    }

    /** Address and port where TLS begins with STARTTLS. */
    public String startTls() {
        return startTls;
    }

    /** Address and port where TLS begins with the first byte. */
    public String implicitTls() {
        return implicitTls;
    }

    /** What it has written to its log, over all its starts. */
    public Logbook log() {
        return postfix.log();
    }

    /** The first message that it took for a recipient, once it lies in the maildir. */
    public String awaitMessage(String recipient) throws Exception {
        return inbox().await(recipient, log());
    }

    /** All that it took for a recipient. */
    public List<String> messages(String recipient) throws IOException {
        return inbox().messages(recipient);
    }

    private Inbox inbox() {
        return new Inbox(folder.resolve("mail/inbox"));
    }

    @Override
    public void close() throws Exception {
        postfix.close();
        login.close();
    }
}
