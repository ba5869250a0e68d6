// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The unpacked distribution, started by its own script, as it ships but for certificate, accounts and limits. */
public final class SekishoDistribution implements MailServer, ImapServer {
    private static final int HIGHEST_OFFSET = 30_000;

    private final ServerDaemon daemon;
    private final int offset;
    private final String name;

    private SekishoDistribution(String name, ServerDaemon daemon, int offset) {
        this.name = name;
        this.daemon = daemon;
        this.offset = offset;
    }

    /**
     * Unpacks and starts it.
     *
     * @param name what the tables call it
     * @param javaOptions options of its Java, separated by blanks
     */
    public static SekishoDistribution start(String name, Path zip, ServerSetup setup, String javaOptions)
            throws IOException {
        ServerDaemon.run(
                setup.folder(),
                List.of("unzip", "-q", zip.toString(), "-d", setup.folder().toString()));
        Path home = onlyFolderIn(setup.folder());
        configure(home.resolve("conf"), setup);
        Map<String, String> environment =
                Map.of("SEKISHO_JAVA_OPTS", javaOptions, "JAVA_HOME", System.getProperty("java.home"));
        String script = home.resolve("bin/sekisho").toString();
        ServerDaemon.run(home, List.of(script, "domain", "add", TestAccount.DOMAIN), environment, "");
        for (int number = 0; number < setup.accounts(); number++) {
            List<String> add = List.of(script, "user", "add", "--password-stdin", new TestAccount(number).address());
            ServerDaemon.run(home, add, environment, TestAccount.PASSWORD + "\n");
        }
        int offset = ThreadLocalRandom.current().nextInt(11_000, HIGHEST_OFFSET);
        List<String> run = List.of(script, "run", "--port-offset", Integer.toString(offset));
        ServerDaemon daemon = ServerDaemon.start(home.resolve("console.log"), run, environment);
        daemon.awaitPort(995 + offset);
        daemon.awaitPort(993 + offset);
        return new SekishoDistribution(name, daemon, offset);
    }

    private static Path onlyFolderIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static void configure(Path conf, ServerSetup setup) throws IOException {
        Files.writeString(
                conf.resolve("tls.xml"),
                "<tls><identity><certificate>%s</certificate><key>%s</key></identity></tls>\n"
                        .formatted(setup.key().certificate(), setup.key().key()));
        Files.writeString(conf.resolve("smtpserver.xml"), """
                <smtpservers><smtpserver><bind>127.0.0.1:465</bind><policy name="submissions">
                  <max-recipients-per-hour>1000000000</max-recipients-per-hour>
                  <max-recipients-per-day>1000000000</max-recipients-per-day>
                  <max-connections>20000</max-connections>
                  <max-connections-per-address>200</max-connections-per-address>
                </policy></smtpserver></smtpservers>
                """);
        Files.writeString(conf.resolve("pop3server.xml"), """
                <pop3servers><pop3server><bind>127.0.0.1:995</bind><policy>pop3s</policy></pop3server></pop3servers>
                """);
        Files.writeString(conf.resolve("imapserver.xml"), """
                <imapservers><imapserver><bind>127.0.0.1:993</bind><policy name="imaps">
                  <max-connections>20000</max-connections>
                  <max-connections-per-address>200</max-connections-per-address>
                </policy></imapserver></imapservers>
                """);
        if (setup.disposition() instanceof MailDisposition.Relayed relayed) {
            Files.writeString(conf.resolve("relay.xml"), """
                    <relay><route name="sink"><smarthost>localhost:%d</smarthost><demand>opportunistic</demand></route></relay>
                    """.formatted(relayed.port()));
        }
        if (setup.disposition() instanceof MailDisposition.Discarded) {
            Path mailets = conf.resolve("mailetcontainer.xml");
            String shipped = Files.readString(mailets);
            String start = "<processor state=\"root\" enableJmx=\"false\">";
            Files.writeString(mailets, shipped.replace(start, start + "<mailet match=\"All\" class=\"Null\"/>"));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InetSocketAddress submissions() {
        return ServerDaemon.loopback(465 + offset);
    }

    @Override
    public InetSocketAddress pop3s() {
        return ServerDaemon.loopback(995 + offset);
    }

    @Override
    public InetSocketAddress imaps() {
        return ServerDaemon.loopback(993 + offset);
    }

    @Override
    public List<Long> processes() {
        return List.of(daemon.pid());
    }

    @Override
    public void close() {
        daemon.close();
    }
}
