// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.SharedServer;
import dev.sekisho.e2e.peer.OpensslSession;
import dev.sekisho.e2e.peer.Sslscan;
import dev.sekisho.e2e.peer.Testssl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two scanners that others wrote find nothing at the ports that people reach, but that the certificate is self-signed. */
@ExtendWith(SharedServer.class)
// A scanner mostly waits.
@Execution(ExecutionMode.CONCURRENT)
public class TlsScanTest {
    @TempDir
    static Path directory;

    private static Installation sekisho;

    enum Port {
        SUBMISSION(587, true),
        SUBMISSIONS(465, false),
        RELAY(2525, true),
        POP3S(995, false),
        IMAPS(993, false);

        private final int number;
        private final boolean starttls;

        Port(int number, boolean starttls) {
            this.number = number;
            this.starttls = starttls;
        }
    }

    @BeforeAll
    static void use(Installation shared) {
        sekisho = shared;
    }

    @ParameterizedTest
    @EnumSource
    void testsslFindsNothingAboveLow(Port port) throws Exception {
        List<Testssl.Finding> findings =
                Testssl.scan(sekisho.port(port.number), port.starttls ? List.of("smtp") : List.of(), directory);

        assertThat(findings).filteredOn(Testssl.Finding::counts).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void sslscanFindsTls12And13WithGoodSuitesAlone(Port port) throws Exception {
        Sslscan scan = Sslscan.of(sekisho.port(port.number), port.starttls ? List.of("--starttls-smtp") : List.of());

        assertThat(scan.errors()).isEmpty();
        assertThat(scan.versions()).containsExactlyInAnyOrder("tls 1.2", "tls 1.3");
        assertThat(scan.strengths()).isNotEmpty().isSubsetOf("strong", "acceptable");
        assertThat(scan.values("heartbleed", "vulnerable")).containsExactly("0");
        assertThat(scan.values("renegotiation", "supported")).containsExactly("0");
        assertThat(scan.values("certificate", "type")).containsExactly("short");
        assertThat(scan.values("compression", "supported")).isSubsetOf("0");
    }

    @ParameterizedTest
    @EnumSource
    void aSessionOfTls13IsResumedByItsTicket(Port port) throws Exception {
        Path ticket = directory.resolve("ticket-" + port.number);
        try (OpensslSession first = talk(port, "-sess_out", ticket)) {
            // The ticket travels with the server's next octets, whatever they say.
            first.say("NOOP");
            awaitContent(ticket);
        }
        try (OpensslSession second = talk(port, "-sess_in", ticket)) {
            second.await("Reused, TLSv1.3");
        }
    }

    private static void awaitContent(Path file) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Files.notExists(file) || !Files.readString(file).contains("END SSL SESSION")) {
            assertThat(System.nanoTime()).as("a ticket comes").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static OpensslSession talk(Port port, String option, Path ticket) throws IOException {
        List<String> options = new ArrayList<>(List.of("-servername", "localhost", option, ticket.toString()));
        options.addAll(port.starttls ? List.of("-starttls", "smtp") : List.of());
        return OpensslSession.start(sekisho.port(port.number), options.toArray(String[]::new));
    }
}
