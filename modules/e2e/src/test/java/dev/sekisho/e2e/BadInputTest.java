// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Plain;
import dev.sekisho.e2e.peer.Swaks;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bad clients and worse send: the session ends with a clear reply or a close, and others do not notice. */
// Bad clients mostly wait for a timeout of the server.
@Execution(ExecutionMode.CONCURRENT)
class BadInputTest {
    private static final int[] PORTS = {25, 587, 465, 2525, 995, 993};
    private static final byte[] CLIENT_HELLO = HexFormat.of()
            .parseHex("16030100700100006c0303" + "00".repeat(32) + "00" + "0002" + "1301" + "0100" + "0041"
                    + "00".repeat(0x41));

    @TempDir
    static Path directory;

    private static Installation sekisho;

    @BeforeAll
    static void start() throws Exception {
        sekisho = Installation.prepared(directory);
        Path conf = sekisho.home().resolve("conf/smtpserver.xml");
        Files.writeString(
                conf,
                Files.readString(conf)
                        .replace(
                                "<policy>mx</policy>",
                                "<policy name=\"mx\"><max-connections-per-address>1500</max-connections-per-address></policy>"));
        sekisho.start();
    }

    @AfterAll
    static void stop() throws Exception {
        sekisho.close();
    }

    @AfterEach
    void othersAreServedAllTheSame() throws Exception {
        Command.Result result = Swaks.to(sekisho, 465)
                .as("alice@example.org")
                .with("--tlsc", "--from", "alice@example.org", "--to", "bob@example.org")
                .run();
        assertThat(result.exit()).as(result.all()).isZero();
    }

    @Test
    void binaryNoise() throws Exception {
        byte[] noise = new byte[100_000];
        new Random(5).nextBytes(noise);
        for (int port : PORTS) {
            assertThat(Plain.send(sekisho.port(port), noise)).doesNotContain("(still open)");
        }
    }

    @Test
    void aClientHelloWhereStartTlsIsDue() throws Exception {
        for (int port : new int[] {25, 587, 2525}) {
            assertThat(Plain.ask(sekisho.port(port), new String(CLIENT_HELLO, StandardCharsets.ISO_8859_1)))
                    .contains("500")
                    .doesNotContain("(still open)");
        }
    }

    @Test
    void http() throws Exception {
        assertThat(Plain.ask(sekisho.port(25), "GET / HTTP/1.1", "Host: x", "")).contains("421 4.7.0");
        assertThat(Plain.ask(sekisho.port(587), "POST / HTTP/1.1", "Host: x", ""))
                .contains("421 4.7.0");
    }

    @Test
    void aLineOfAMegabyteAndNulOctets() throws Exception {
        assertThat(Plain.ask(sekisho.port(25), "x".repeat(1_000_000))).doesNotContain("(still open)");
        assertThat(Plain.ask(sekisho.port(25), "NO\0OP")).contains("500 5.5.2");
    }

    @ParameterizedTest
    @ValueSource(ints = {465, 995, 993})
    void halfAHandshake(int port) throws Exception {
        byte[] half = Arrays.copyOf(CLIENT_HELLO, 40);
        assertThat(Plain.send(sekisho.port(port), half)).doesNotContain("(still open)");
    }

    @Test
    void aThousandConnectionsThatSayNothing() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), sekisho.port(25)));
            }
            assertThat(Plain.ask(sekisho.port(25), "NOOP")).contains("250 2.0.0");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void aClientThatNeverReads() throws Exception {
        try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), sekisho.port(25))) {
            deaf.setSoTimeout(15_000);
            deaf.getInputStream().read();
            byte[] lines = "NOOP\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            AtomicInteger written = new AtomicInteger();
            Thread sender = new Thread(() -> {
                try {
                    // Far more than the kernel's buffers hold, which took 11 MB of it.
                    for (int i = 0; i < 40_000; i++) {
                        deaf.getOutputStream().write(lines);
                        written.incrementAndGet();
                    }
                } catch (java.io.IOException closed) {
                    return;
                }
            });
            sender.start();
            int before = -1;
            for (int look = 0; look < 20 && before != written.get(); look++) {
                before = written.get();
                sender.join(3_000);
            }
            assertThat(written).as("the server stopped reading from it").hasValue(before);
            assertThat(sender.isAlive()).as("and did not close").isTrue();
        }
    }
}
