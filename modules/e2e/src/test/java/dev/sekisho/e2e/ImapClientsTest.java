// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Logbook;
import dev.sekisho.e2e.fixture.SharedServer;
import dev.sekisho.e2e.peer.Maildirs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** IMAP clients that others wrote, each with mailboxes of its own. What a client checks by itself is in {@code imap-clients}. */
@ExtendWith(SharedServer.class)
class ImapClientsTest {
    private static final String ALICE = "alice@example.org";
    /** A name in Japanese, as IMAP has it. */
    private static final String JAPANESE = "mbsync-&ZeVnLIqe-";

    private static Installation sekisho;

    @TempDir
    Path folder;

    @BeforeAll
    static void shared(Installation shared) {
        sekisho = shared;
    }

    @Test
    void mbsyncAndOfflineimapEndWithTheSame() throws Exception {
        Maildirs first = new Maildirs(folder.resolve("first"));
        Maildirs second = new Maildirs(folder.resolve("second"));
        Path one = mbsync(first);
        Path two = mbsync(second);
        fill(first, "mbsync", 200);
        fill(first, JAPANESE, 300);
        sync(one);
        sync(two);
        assertThat(second.messages("mbsync")).hasSize(200).isEqualTo(first.messages("mbsync"));
        assertThat(second.messages(JAPANESE)).hasSize(300).isEqualTo(first.messages(JAPANESE));

        List<Path> here = first.files(JAPANESE);
        for (Path deleted : here.subList(0, 50)) {
            Files.delete(deleted);
        }
        Maildirs.flag(here.get(60), "FR");
        List<Path> there = second.files(JAPANESE);
        for (Path deleted : there.subList(250, 300)) {
            Files.delete(deleted);
        }
        Maildirs.flag(there.get(70), "S");
        second.add("mbsync", "of-the-second", "");
        second.create("mbsync-later");
        sync(one);
        sync(two);
        sync(one);
        for (String name : List.of("mbsync", JAPANESE)) {
            assertThat(second.messages(name)).isEqualTo(first.messages(name));
        }
        assertThat(first.messages(JAPANESE)).hasSize(200);
        assertThat(first.messages("mbsync")).hasSize(201).contains("of-the-second ");
        assertThat(first.root().resolve("mbsync-later")).isDirectory();

        Maildirs third = new Maildirs(folder.resolve("third"));
        offlineimap(third);
        for (String name : List.of("mbsync", JAPANESE)) {
            assertThat(third.messages(name)).isEqualTo(first.messages(name));
        }
    }

    private static void fill(Maildirs maildirs, String name, int messages) throws IOException {
        maildirs.create(name);
        List<String> flags = List.of("", "S", "FS", "RS", "D");
        for (int i = 0; i < messages; i++) {
            maildirs.add(name, "m" + (1000 + i), flags.get(i % flags.size()));
        }
    }

    private Path mbsync(Maildirs maildirs) throws Exception {
        Files.createDirectories(maildirs.root());
        return file(maildirs.root().getFileName() + ".mbsyncrc", """
                IMAPAccount sekisho
                Host 127.0.0.1
                Port %d
                User %s
                Pass "%s"
                SSLType IMAPS
                CertificateFile %s

                IMAPStore far
                Account sekisho

                MaildirStore near
                Path %s/
                SubFolders Verbatim

                Channel all
                Far :far:
                Near :near:
                Patterns mbsync*
                Create Both
                Expunge Both
                Remove Both
                SyncState *
                """.formatted(
                        sekisho.port(993), ALICE, Installation.PASSWORD, certificate(), maildirs.root()));
    }

    private static void sync(Path configuration) throws Exception {
        Command.of("mbsync", "-q", "-c", configuration.toString(), "-a").succeed();
    }

    private void offlineimap(Maildirs maildirs) throws Exception {
        String fingerprint = Command.of("openssl", "x509", "-in", certificate().toString(), "-noout", "-fingerprint")
                .succeed()
                .output()
                .replaceAll("(?s).*=|[:\\s]", "")
                .toLowerCase(Locale.ROOT);
        Path configuration = file("offlineimaprc", """
                [general]
                accounts = sekisho
                metadata = %1$s.metadata
                [Account sekisho]
                localrepository = near
                remoterepository = far
                [Repository near]
                type = Maildir
                localfolders = %1$s
                [Repository far]
                type = IMAP
                remotehost = 127.0.0.1
                remoteport = %2$d
                remoteuser = %3$s
                remotepass = %4$s
                ssl = yes
                cert_fingerprint = %5$s
                folderfilter = lambda name: name.startswith('mbsync')
                """.formatted(
                        maildirs.root(), sekisho.port(993), ALICE, Installation.PASSWORD, fingerprint));
        Command.of("offlineimap", "-o", "-u", "quiet", "-c", configuration.toString())
                .with("HOME", folder.toString())
                .succeed();
    }

    @Test
    void neomuttCopiesMovesAndFlags() throws Exception {
        curl("", "--request", "CREATE neomutt");
        curl("", "--request", "CREATE neomutt.to");
        append("neomutt", "one");
        append("neomutt", "two");
        Path configuration =
                file("neomuttrc", """
                set certificate_file=%s
                set ssl_usesystemcerts=no
                set ssl_verify_host=no
                set imap_user="%s"
                set imap_pass="%s"
                set folder="imaps://127.0.0.1:%d/"
                set spoolfile="+neomutt"
                set confirmappend=no
                set delete=yes
                set quit=yes
                set sort=mailbox-order
                """.formatted(certificate(), ALICE, Installation.PASSWORD, sekisho.port(993)));
        String keys = "<last-entry><copy-message>=neomutt.to<enter><flag-message>"
                + "<first-entry><save-message>=neomutt.to<enter><sync-mailbox><quit>";
        String neomutt = "neomutt -n -F " + configuration + " -e 'push " + keys + "'";
        Command.of("script", "-qec", neomutt, "/dev/null")
                .with("TERM", "xterm")
                .with("HOME", folder.toString())
                .succeed();
        assertThat(curl("neomutt", "--request", "FETCH 1:* (FLAGS)"))
                .hasLineCount(1)
                .contains("\\Flagged");
        assertThat(curl("neomutt.to?SUBJECT%20one")).contains("* SEARCH 2");
        assertThat(curl("neomutt.to?SUBJECT%20two")).contains("* SEARCH 1");
    }

    @Test
    void fetchmailWaitsByIdle() throws Exception {
        curl("", "--request", "CREATE fetchmail");
        Path mail = folder.resolve("mail");
        Path delivery = file("delivery", "#!/bin/sh\ncat >> " + mail + "\n");
        Files.setPosixFilePermissions(delivery, PosixFilePermissions.fromString("rwx------"));
        Path configuration =
                file("fetchmailrc", """
                set daemon 1
                poll 127.0.0.1 service %d protocol imap
                  user "%s" there with password "%s" options ssl no sslcertck idle keep fetchall folder "fetchmail" mda "%s"
                """.formatted(sekisho.port(993), ALICE, Installation.PASSWORD, delivery));
        Path output = folder.resolve("fetchmail.log");
        ProcessBuilder builder = new ProcessBuilder(
                        "fetchmail", "--nodetach", "-v", "-v", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("FETCHMAILHOME", folder.toString());
        Process fetchmail = builder.start();
        try {
            Logbook log = new Logbook(output);
            Logbook delivered = new Logbook(mail);
            for (int i = 1; i <= 2; i++) {
                log.await("+ idling", i, fetchmail::isAlive);
                append("fetchmail", "fetched-" + i);
                delivered.await("Subject: fetched-" + i, 1, fetchmail::isAlive);
            }
        } finally {
            fetchmail.destroy();
            fetchmail.waitFor();
        }
    }

    @Test
    void curlListsAppendsFetchesAndSearches() throws Exception {
        curl("", "--request", "CREATE curl");
        append("curl", "sent-by-curl");
        assertThat(curl("")).contains("\"curl\"");
        assertThat(curl("curl?ALL")).contains("* SEARCH 1");
        assertThat(curl("curl;UID=1")).contains("Subject: sent-by-curl").contains("The text of sent-by-curl");
        assertThat(curl("curl;MAILINDEX=1;SECTION=HEADER.FIELDS%20(Subject)"))
                .isEqualToIgnoringNewLines("Subject: sent-by-curl");
        assertThat(curl("curl", "--request", "FETCH 1 (FLAGS)")).contains("* 1 FETCH (FLAGS (\\Seen");
    }

    @Test
    void dovecotTakesAllMailOver() throws Exception {
        curl("", "--request", "CREATE dovecot");
        append("dovecot", "migrated");
        Path mail = Files.createDirectories(folder.resolve("mail"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(mail, PosixFilePermissions.fromString("rwxrwxrwx"));
        // Dovecot keeps no mail of root's.
        String user = System.getProperty("user.name");
        String keeper = user.equals("root") ? "nobody" : user;
        String group = Command.of("id", "-gn", keeper).succeed().output().strip();
        Path configuration = file("dovecot.conf", """
                mail_location = maildir:%1$s
                base_dir = %2$s/run
                log_path = /dev/stderr
                namespace inbox {
                  inbox = yes
                  separator = .
                }
                imapc_host = 127.0.0.1
                imapc_port = %3$d
                imapc_user = %4$s
                imapc_password = %5$s
                imapc_ssl = imaps
                imapc_ssl_verify = no
                ssl_client_require_valid_cert = no
                imapc_features = rfc822.size fetch-headers fetch-bodystructure
                mail_uid = %6$s
                mail_gid = %7$s
                first_valid_uid = 1
                """.formatted(
                        mail, folder, sekisho.port(993), ALICE, Installation.PASSWORD, keeper, group));
        for (int i = 0; i < 2; i++) {
            Command.of("doveadm", "-c", configuration.toString(), "backup", "-R", "imapc:")
                    .with("USER", keeper)
                    .with("HOME", folder.toString())
                    .succeed();
        }
        assertThat(new Maildirs(mail).messages(".dovecot")).containsExactly("migrated S");
    }

    @Test
    void pythonsImaplibFindsWhatItExpects() throws Exception {
        script("python3", "python-imaplib.py", "python");
    }

    @Test
    void perlsImapClientFindsWhatItExpects() throws Exception {
        script("perl", "imapclient.pl", "perl");
    }

    @Test
    void imapflowFindsWhatItExpects() throws Exception {
        Path script = resource("imapflow.mjs");
        Command.of(
                        "node",
                        script.toString(),
                        Path.of(System.getProperty("sekisho.imapflow"))
                                .toAbsolutePath()
                                .toString(),
                        Integer.toString(sekisho.port(993)),
                        ALICE,
                        Installation.PASSWORD,
                        "imapflow")
                .succeed();
    }

    private void script(String program, String name, String mailbox) throws Exception {
        String port = Integer.toString(sekisho.port(993));
        Command.of(program, resource(name).toString(), port, ALICE, Installation.PASSWORD, mailbox)
                .succeed();
    }

    private Path resource(String name) throws Exception {
        return Path.of(
                ImapClientsTest.class.getResource("/imap-clients/" + name).toURI());
    }

    private void append(String mailbox, String subject) throws Exception {
        Path message = file(
                subject + ".eml",
                "From: a@example.net\r\nSubject: " + subject + "\r\n\r\nThe text of " + subject + "\r\n");
        curl(mailbox, "--upload-file", message.toString());
    }

    private static String curl(String path, String... more) throws Exception {
        String[] words = {
            "curl",
            "--silent",
            "--show-error",
            "--insecure",
            "--user",
            ALICE + ":" + Installation.PASSWORD,
            "imaps://127.0.0.1:" + sekisho.port(993) + "/" + path
        };
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Command.of(all).succeed().output();
    }

    /** The server's certificate. */
    private Path certificate() throws Exception {
        Command.Result shown = Command.of("openssl", "s_client", "-connect", "127.0.0.1:" + sekisho.port(993))
                .succeed();
        String text = shown.output();
        String end = "-----END CERTIFICATE-----";
        return file(
                "certificate.pem",
                text.substring(text.indexOf("-----BEGIN CERTIFICATE-----"), text.indexOf(end)) + end + "\n");
    }

    /** A file of this test that only its owner may read. */
    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
