// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.Json;
import dev.sekisho.cli.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
    private static final Path SHIPPED = Path.of("..", "..", "conf");
    private static final Binding ALL_FREE = address -> Binding.Outcome.FREE;

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
    void saysThatItDoesNotUnderstandAnOption() {
        assertThat(check(ALL_FREE, "--port-ofset", "5")).isEqualTo(2);
    }

    @Test
    void speaksJsonToPrograms() throws IOException {
        write("sekisho.xml", "<sekisho>\n<port-offset>many</port-offset></sekisho>");

        assertThat(check(ALL_FREE, "--json")).isEqualTo(1);

        JsonNode answer = Json.parse(out.toString());
        assertThat(answer.get("ready").asBoolean()).isFalse();
        assertThat(answer.get("findings").get(0).toString())
                .isEqualTo(
                        "{\"severity\":\"problem\",\"topic\":\"configuration\",\"file\":\"sekisho.xml\",\"line\":2,\"where\":\"\","
                                + "\"found\":\"<port-offset>many</port-offset> is not a number that can stand here\","
                                + "\"expected\":\"use a whole number from 0 to 64000\"}");
    }

    @Test
    void saysOnceForAllPortsHowToGetTheRightToThem() {
        Binding unprivileged = address -> address.getPort() < 1024 ? Binding.Outcome.DENIED : Binding.Outcome.FREE;

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
        Binding unprivileged = address -> address.getPort() < 1024 ? Binding.Outcome.DENIED : Binding.Outcome.FREE;

        assertThat(check(unprivileged, "--port-offset", "10000")).isZero();
        assertThat(out.toString()).contains("port 10587");
    }

    @Test
    void saysWhoHasAPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            oneListener("127.0.0.1:" + taken.getLocalPort());

            assertThat(check(Binding.REAL)).isEqualTo(1);

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

            assertThat(check(Binding.REAL, "--notes")).isZero();

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

        assertThat(check(Binding.REAL)).isZero();
    }

    @Test
    void findsAnAddressThatIsNotOfThisMachine() throws IOException {
        oneListener("192.0.2.1:5190");

        assertThat(check(Binding.REAL)).isEqualTo(1);

        assertThat(out.toString()).contains("192.0.2.1:5190 is no address of this machine");
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

    private int check(Binding binding, String... options) {
        Terminal terminal = new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                InputStream.nullInputStream(),
                Optional.empty());
        String[] arguments = Stream.concat(Stream.of("--home", home.toString()), Stream.of(options))
                .toArray(String[]::new);
        return new CommandLine(new CheckCommand(terminal, binding))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
