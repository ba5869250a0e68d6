// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sekisho.e2e.TlsScanTest;
import dev.sekisho.e2e.fixture.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What testssl.sh finds at a port. Nothing but the port is asked: no name server, no authority. */
public final class Testssl {
    private static final boolean LONG = Boolean.getBoolean("sekisho.long");
    private static final long SECONDS = LONG ? 3_600 : 1_200;
    private static final Set<String> HARMLESS = Set.of("OK", "INFO", "LOW");

    /** Findings above LOW that do not count, each with its reason. The first three come of the self-signed certificate. */
    private static final Map<String, String> ALLOWED = Map.of(
            "cert_chain_of_trust", "the shipped certificate is self-signed; who trusts it pins its key",
            "cert_validityPeriod", "it lasts ten years, since no authority renews it; the pin is of the key",
            "cert_revocation", "nobody but its owner could revoke it; a pin is revoked instead",
            "engine_problem", "the openssl that testssl.sh runs has no GOST ciphers, which says nothing of the server",
            "service", "it looks for HTTP, of which there is none");

    /** Checks without whose answer a scan proves nothing. */
    private static final Set<String> DEMANDED = Set.of(
            "SSLv2",
            "SSLv3",
            "TLS1",
            "TLS1_1",
            "TLS1_2",
            "TLS1_3",
            "cipherlist_NULL",
            "cipherlist_aNULL",
            "cipherlist_EXPORT",
            "cipherlist_LOW",
            "cipherlist_3DES_IDEA",
            "cipherlist_AVERAGE",
            "cipherlist_STRONG",
            "PFS",
            "cipher_order",
            "cert_keySize",
            "heartbleed",
            "CCS",
            "ROBOT",
            "secure_renego",
            "secure_client_renego",
            "CRIME_TLS",
            "SWEET32",
            "LOGJAM",
            "BEAST",
            "LUCKY13",
            "RC4");

    private Testssl() {}

    public record Finding(String id, String severity, String finding) {
        public boolean counts() {
            return !HARMLESS.contains(severity) && !ALLOWED.containsKey(id) && !leftBeforeItsTicket();
        }

        /**
         * Whether testssl.sh missed the ticket that it wanted to come back with. The client that it runs closes at once, and in TLS 1.3 a
         * ticket comes after the handshake: it sometimes has none, and says that it could not connect. {@link TlsScanTest} resumes by itself.
         */
        private boolean leftBeforeItsTicket() {
            return id.startsWith("sessionresumption_") && finding.equals("check failed because of connect problem");
        }
    }

    /**
     * Scans a port of this machine.
     *
     * @param starttls the protocol of STARTTLS as testssl.sh names it, or nothing
     * @param folder takes the report
     */
    public static List<Finding> scan(int port, List<String> starttls, Path folder) throws Exception {
        Path report = folder.resolve("testssl-" + port + ".json");
        List<String> words = new ArrayList<>(List.of("testssl", "--quiet", "--color", "0", "--warnings", "batch"));
        words.addAll(List.of("--nodns", "none", "--ip", "127.0.0.1", "--jsonfile", report.toString()));
        words.addAll(LONG ? List.of("--full") : List.of("-p", "-s", "-f", "-P", "-S", "-U"));
        starttls.forEach(protocol -> words.addAll(List.of("--starttls", protocol)));
        words.add("localhost:" + port);
        Command.Result result =
                Command.of(words.toArray(String[]::new)).within(SECONDS).run();
        assertThat(report).as(result.all()).exists();
        return complete(findings(report), result);
    }

    private static List<Finding> findings(Path report) throws Exception {
        List<Map<String, String>> read = new ObjectMapper().readValue(report.toFile(), new TypeReference<>() {});
        return read.stream()
                .map(row -> new Finding(row.get("id"), row.get("severity"), row.get("finding")))
                .toList();
    }

    private static List<Finding> complete(List<Finding> findings, Command.Result result) {
        assertThat(findings.stream().map(Finding::id).collect(Collectors.toSet()))
                .as(result.all())
                .containsAll(DEMANDED);
        return findings;
    }
}
