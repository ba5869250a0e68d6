// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.prove.OtherServer;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.relay.dns.DnsLookup;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is to be done about a smarthost whose key or certificate is not what its route demands. */
class NetworkAdviceTest {
    private static final Pin FORMER = Pin.ofSpki(new byte[] {1});

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private CommandLineFixture commands;
    private OtherServer server;
    private String key;

    @BeforeEach
    void start() throws Exception {
        commands = new CommandLineFixture(folder.resolve("home"));
        server = OtherServer.withStartTls();
        CommandLineFixture elsewhere = new CommandLineFixture(folder.resolve("elsewhere"));
        elsewhere.run("pin", "add", "server", server.hostAndPort(), "--yes");
        elsewhere.run("pin", "list", "--json");
        key = JsonOutput.parse(elsewhere.out()).get(0).path("pin").asText();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aSelfSignedOneOfARouteForVerifiedOnesNeedsAnotherDemandToo() throws Exception {
        check("verified");
        assertThat(out.toString())
                .contains("would not accept mail: the server's certificate does not verify: it is self-signed")
                .contains("if its owner says that " + key
                        + " is its key: <demand>pinned</demand> at the route, 'sekisho pin add" + " h1.test " + key
                        + " --for outgoing --host h1.test")
                .doesNotContain("sun.security");
    }

    @Test
    void aSelfSignedOneThatIsPinnedNeedsAnotherDemandAlone() throws Exception {
        run("pin add h1 " + key + " --for outgoing --host h1.test");
        check("verified");
        assertThat(out.toString())
                .contains("<demand>pinned</demand> at the route, and a restart")
                .doesNotContain(" " + key + " --for");
    }

    @Test
    void anotherKeyIsTheNextOneOfThePeerWhoseHostItIs() throws Exception {
        run("pin add h1 " + FORMER + " --for outgoing --host h1.test");
        check("pinned");
        String proposed = "pin add h1 " + key + " --for outgoing --host h1.test";
        assertThat(out.toString()).contains("is its key: 'sekisho " + proposed + "'");
        run(proposed);
        assertThat(commands.out()).contains("for h1, next");
    }

    @Test
    void aKeyThatWasRevokedIsToldToBeSuch() throws Exception {
        run("pin add h1 " + key + " --for outgoing --host h1.test");
        run("pin revoke h1");
        check("pinned");
        String proposed = "pin add h1 " + key + " --for outgoing --host h1.test --state active --again";
        assertThat(out.toString()).contains("this key WAS REVOKED", "'sekisho " + proposed + "'");
        run(proposed);
    }

    private void check(String demand) throws Exception {
        String port = server.hostAndPort().replaceFirst(".*:", "");
        Files.writeString(
                commands.home().resolve("conf/relay.xml"),
                "<relay><route name=\"provider\"><smarthost>h1.test:" + port + "</smarthost><demand>" + demand
                        + "</demand></route></relay>");
        commands.configureSmtp(2525, "<policy>relay</policy>");
        Terminal terminal = new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(out, true),
                InputStream.nullInputStream(),
                Optional.empty(),
                OutputStream.nullOutputStream());
        new CommandLine(new CheckCommand(terminal, address -> PortBinding.Outcome.FREE, new OneName()))
                .execute("--network", "--home", commands.home().toString());
    }

    private void run(String line) {
        assertThat(commands.run(line.split(" ")))
                .as(commands.out() + commands.err())
                .isZero();
    }

    /** A DNS in which every name is this machine's. */
    private static final class OneName implements DnsLookup {
        @Override
        public Answer<Mx> mx(String domain) {
            return new Answer.NoName<>();
        }

        @Override
        public Answer<InetAddress> addresses(String host) {
            return new Answer.Found<>(List.of(InetAddress.getLoopbackAddress()));
        }
    }
}
