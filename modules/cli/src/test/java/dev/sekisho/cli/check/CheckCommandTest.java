// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.store.Store;
import dev.sekisho.store.sql.DatabaseSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CheckCommandTest {
    private static final Path SHIPPED = Path.of("..", "..", "conf");
    private static final PortBinding ALL_FREE = address -> PortBinding.Outcome.FREE;

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void unpack() throws IOException {
        Files.createDirectory(home.resolve("conf"));
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve("conf").resolve(file.getFileName()));
            }
        }
    }

    @Test
    void findsWhatShipsReadyToStart() {
        assertThat(check(ALL_FREE)).isZero();

        assertThat(out.toString())
                .contains("submission   0.0.0.0 port 587   submission   required  required  authenticated\n")
                .endsWith("ready to start: 0 problems, 0 warnings, 1 note (--notes shows them)\n");
    }

    @Test
    void printsAllProblemsAndFails() throws IOException {
        write("sekisho.xml", "<sekisho><hostnam>a</hostnam></sekisho>");
        write("pop3server.xml", "<pop3servers>");

        assertThat(check(ALL_FREE)).isEqualTo(1);

        assertThat(out.toString())
                .contains("  sekisho.xml:1: the element <hostnam> in <sekisho> is unknown; did you mean hostname?\n")
                .contains("  pop3server.xml:1: the XML is not well formed")
                .contains("not ready to start: 2 problems");
    }

    @Test
    void warnsOfAPostmasterOfALocalDomainWhomThereIsNot() throws Exception {
        Path file = home.resolve("conf").resolve("mailetcontainer.xml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("<postmaster>.*</postmaster>", "<postmaster>taro@example.org</postmaster>"));
        Files.createDirectory(home.resolve("var"));
        String warning =
                "  mailetcontainer.xml:9: <postmaster> taro@example.org is an address of a local domain, and there is no"
                        + " such user or alias";
        try (Store store =
                Store.open(DatabaseSettings.Sqlite.at(home.resolve("var").resolve("sekisho.db")))) {
            check(ALL_FREE);
            assertThat(out.toString()).as("the domain is elsewhere").doesNotContain("<postmaster>");

            store.domains().add(Domain.of("example.org"));
            check(ALL_FREE);
            assertThat(out.toString()).contains(warning);

            out.getBuffer().setLength(0);
            store.aliases().add(new MailAddress("*@example.org"), new MailAddress("hanako@example.net"));
            check(ALL_FREE);
            assertThat(out.toString()).as("a catch-all takes it").doesNotContain("<postmaster>");
        }
    }

    @Test
    void whatTheServerFindsInItsTrialIsAProblem() throws IOException {
        write("trial", "");

        assertThat(check(ALL_FREE)).isEqualTo(1);

        assertThat(out.toString())
                .contains(
                        "  mailetcontainer.xml:7: the mailet Nosuch cannot be made: there is no class Nosuch; name another\n");
    }

    @Test
    void saysThatItDoesNotUnderstandAnOption() {
        assertThat(check(ALL_FREE, "--port-ofset", "5")).isEqualTo(2);
    }

    @Test
    void speaksJsonToPrograms() throws IOException {
        write("sekisho.xml", "<sekisho>\n<port-offset>many</port-offset></sekisho>");

        assertThat(check(ALL_FREE, "--json")).isEqualTo(1);

        JsonNode answer = JsonOutput.parse(out.toString());
        assertThat(answer.get("ready").asBoolean()).isFalse();
        assertThat(answer.get("findings").get(0).toString())
                .isEqualTo(
                        "{\"severity\":\"problem\",\"topic\":\"configuration\",\"file\":\"sekisho.xml\",\"line\":2,\"where\":\"\","
                                + "\"found\":\"<port-offset>many</port-offset> is not a number that is allowed here\","
                                + "\"expected\":\"use a whole number from 0 to 64000\"}");
    }

    @Test
    void saysOnceForAllPortsHowToGetTheRightToThem() {
        PortBinding unprivileged =
                address -> address.getPort() < 1024 ? PortBinding.Outcome.DENIED : PortBinding.Outcome.FREE;

        assertThat(check(unprivileged)).isEqualTo(1);

        assertThat(out.toString())
                .contains("has no right to listen on 25, 587, 465, 995, 993, as ports below 1024 need one")
                .contains("net.ipv4.ip_unprivileged_port_start=25")
                .contains("CAP_NET_BIND_SERVICE")
                .contains("authbind")
                .contains("--port-offset 10000")
                .contains("not ready to start: 1 problem,");
    }

    @Test
    void needsNoRightWithAPortOffset() {
        PortBinding unprivileged =
                address -> address.getPort() < 1024 ? PortBinding.Outcome.DENIED : PortBinding.Outcome.FREE;

        assertThat(check(unprivileged, "--port-offset", "10000")).isZero();
        assertThat(out.toString()).contains("port 10587");
    }

    @Test
    void saysWhoHasAPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            oneListener("127.0.0.1:" + taken.getLocalPort());

            assertThat(check(PortBinding.REAL)).isEqualTo(1);

            assertThat(out.toString())
                    .contains("127.0.0.1:" + taken.getLocalPort() + " is in use by ")
                    .contains(", process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void takesItsOwnRunningServerForGranted() throws IOException {
        Files.createDirectories(home.resolve("var").resolve("run"));
        Files.writeString(
                home.resolve("var").resolve("run").resolve("sekisho.pid"),
                ProcessHandle.current().pid() + "\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            oneListener("127.0.0.1:" + taken.getLocalPort());

            assertThat(check(PortBinding.REAL, "--notes")).isZero();

            assertThat(out.toString())
                    .contains("127.0.0.1:" + taken.getLocalPort() + " is open; this Sekisho is running");
        }
    }

    @Test
    void findsAFreePortFree() throws IOException {
        int port;
        try (ServerSocket freed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = freed.getLocalPort();
        }
        oneListener("127.0.0.1:" + port);

        assertThat(check(PortBinding.REAL)).isZero();
    }

    @Test
    void findsAnAddressThatIsNotOfThisMachine() throws IOException {
        oneListener("192.0.2.1:5190");

        assertThat(check(PortBinding.REAL)).isEqualTo(1);

        assertThat(out.toString()).contains("192.0.2.1:5190 is not an address of this machine");
    }

    @Test
    void isACommandOfTheCommandLine(@TempDir Path empty) throws IOException {
        CommandLineFixture commands = new CommandLineFixture(empty);
        commands.configureSmtp(60_000, "");

        assertThat(commands.run("check")).isEqualTo(1);

        assertThat(commands.out()).contains("port 60000 has no policy of its own for SMTP");
    }

    private void oneListener(String bind) throws IOException {
        write(
                "smtpserver.xml",
                "<smtpservers><smtpserver><bind>" + bind
                        + "</bind><policy>submission</policy></smtpserver></smtpservers>");
        Files.delete(home.resolve("conf").resolve("pop3server.xml"));
        Files.delete(home.resolve("conf").resolve("imapserver.xml"));
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(home.resolve("conf").resolve(file), content);
    }

    private void smarthost(int port, String demand) throws IOException {
        write(
                "relay.xml",
                "<relay>\n<route name=\"provider\"><smarthost>127.0.0.1:" + port + "</smarthost><demand>" + demand
                        + "</demand></route>\n</relay>");
    }

    @Test
    void causesNoTrafficUnlessAskedTo() throws Exception {
        try (FakeSmarthost server = new FakeSmarthost()) {
            smarthost(server.port(), "required");
            assertThat(check(ALL_FREE)).isZero();
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void saysThatASmarthostTakesMail() throws Exception {
        try (FakeSmarthost server = new FakeSmarthost()) {
            smarthost(server.port(), "opportunistic");
            assertThat(check(ALL_FREE, "--network")).isZero();
            assertThat(out.toString())
                    .contains("route provider: 127.0.0.1:" + server.port()
                            + " takes mail as the demand opportunistic wants it");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void saysThatASmarthostDoesNotMeetTheDemandOfItsRoute() throws Exception {
        try (FakeSmarthost server = new FakeSmarthost()) {
            smarthost(server.port(), "required");
            assertThat(check(ALL_FREE, "--network")).isEqualTo(1);
            assertThat(out.toString())
                    .contains("would not accept mail: it does not offer STARTTLS", "compare <smarthost>")
                    .contains("mail cannot leave");
        }
    }

    @Test
    void saysThatASmarthostIsNotThere() throws Exception {
        int port = closedPort();
        smarthost(port, "required");
        assertThat(check(ALL_FREE, "--network")).isEqualTo(1);
        assertThat(out.toString()).contains("127.0.0.1:" + port + " would not accept mail");
    }

    @Test
    void saysThatPort25AppearsBlockedWhereNoServerCanBeReached() throws Exception {
        String first = "127.0.0.1:" + closedPort();
        String second = "127.0.0.2:" + closedPort();
        assertThat(check(ALL_FREE, "--network", "--mx", first, "--mx", second)).isEqualTo(1);
        assertThat(out.toString())
                .contains("outbound port 25 appears blocked; add a route with a smarthost: no connection to " + first)
                .contains(second, "write a <route> with a <smarthost>");
    }

    @Test
    void oneServerThatIsReachedProvesThatPort25IsNotBlocked() throws Exception {
        try (FakeSmarthost server = new FakeSmarthost()) {
            String there = "127.0.0.1:" + server.port();
            assertThat(check(ALL_FREE, "--network", "--mx", "127.0.0.1:" + closedPort(), "--mx", there))
                    .isZero();
            assertThat(out.toString()).contains("port 25 of 1 of 2 servers can be reached");
        }
    }

    @Test
    void saysThatTheDnsDoesNotAnswer() {
        assertThat(check(ALL_FREE, "--network")).isEqualTo(1);
        assertThat(out.toString()).contains("the DNS has no MX for gmail.com, outlook.com, yahoo.com: nobody answers");
    }

    @Test
    void refusesServersToTryWhereNothingIsTried() {
        assertThat(check(ALL_FREE, "--mx", "127.0.0.1")).isEqualTo(2);
        assertThat(check(ALL_FREE, "--network", "--mx", "not a server")).isEqualTo(2);
    }

    @Test
    void warnsOfAPinnedRouteForWhoseServerNoKeyIsPinned() throws Exception {
        smarthost(5870, "pinned");
        assertThat(check(ALL_FREE)).isZero();
        assertThat(out.toString())
                .contains(
                        "relay.xml: route provider: it demands a pinned key, and none is pinned for 127.0.0.1: all mail by"
                                + " this route is held; 'sekisho pin add NAME 127.0.0.1:5870'");
    }

    @Test
    void warnsOfAPinnedRouteWithOnePinAndNoNextOne() throws Exception {
        String pin = "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        write(
                "relay.xml",
                "<relay><route name=\"provider\"><smarthost>smtp.example:587</smarthost><demand>pinned</demand><pin>"
                        + pin + "</pin></route></relay>");
        assertThat(check(ALL_FREE)).isZero();
        assertThat(out.toString()).contains("it has one pin for smtp.example and no next one");
    }

    @ParameterizedTest
    @CsvSource({
        "retiring, 'it has one pin for smtp.example, a retiring one, and no next one'",
        "next, 'its one pin for smtp.example is a next one: while the server has another key'"
    })
    void warnsOfAPinnedRouteWhoseOnlyPinIsNoActiveOne(String state, String warning) throws Exception {
        String pin = "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        write(
                "relay.xml",
                "<relay><route name=\"provider\"><smarthost>smtp.example:587</smarthost><demand>pinned</demand><pin state=\""
                        + state + "\">" + pin + "</pin></route></relay>");
        assertThat(check(ALL_FREE)).isZero();
        assertThat(out.toString()).contains(warning);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int check(PortBinding binding, String... options) {
        Terminal terminal = new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                InputStream.nullInputStream(),
                Optional.empty(),
                OutputStream.nullOutputStream());
        String[] arguments = Stream.concat(Stream.of("--home", home.toString()), Stream.of(options))
                .toArray(String[]::new);
        return new CommandLine(new CheckCommand(terminal, binding, new SilentNames()))
                .setExecutionExceptionHandler((fault, command, parsed) -> {
                    err.write(fault.getMessage());
                    return fault instanceof CommandFault known ? known.exitCode() : 99;
                })
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
