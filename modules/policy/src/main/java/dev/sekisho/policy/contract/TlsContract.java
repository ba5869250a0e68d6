// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.contract.ScenarioStep.Connect;
import dev.sekisho.policy.contract.ScenarioStep.Hello;
import dev.sekisho.policy.contract.ScenarioStep.SpeakInClear;
import dev.sekisho.policy.contract.ScenarioStep.StartTls;
import dev.sekisho.policy.contract.ScenarioStep.StartTlsAndMore;
import java.util.List;
import java.util.stream.Stream;

/** The rows on the handshake, which the protocols share. */
final class TlsContract {
    private static final String CLEAR = "clear";

    private TlsContract() {}

    /**
     * The rows of a port that knows TLS; none for one that does not.
     *
     * @param verb STARTTLS or STLS
     * @param harmless a line that would be served under TLS
     */
    static List<ContractRow> of(PortPolicy policy, String verb, String harmless) {
        if (policy.tls() == TlsMode.NONE) {
            return List.of();
        }
        if (policy.proxies().endTls()) {
            return List.of(new ContractRow(
                    "TLS to the proxy",
                    "(connects)",
                    new Expectation.Greeting(),
                    "RFC 8314 3",
                    List.of(new Connect(Hello.MODERN))));
        }
        return policy.tls() == TlsMode.IMPLICIT ? implicit(policy, harmless) : upgrade(policy, verb, harmless);
    }

    /**
     * The steps from nothing to TLS.
     *
     * @param before what is sent before an upgrade, and must be discarded by it
     */
    static List<ScenarioStep> steps(PortPolicy policy, Hello hello, ScenarioStep... before) {
        if (policy.tls() == TlsMode.IMPLICIT) {
            return List.of(new Connect(hello));
        }
        Stream<ScenarioStep> upgrade = Stream.concat(Stream.of(before), Stream.of(new StartTls(hello)));
        return Stream.concat(Stream.of(new Connect(Hello.MODERN)), upgrade).toList();
    }

    private static List<ContractRow> implicit(PortPolicy policy, String harmless) {
        return List.of(
                new ContractRow(
                        CLEAR,
                        harmless + ", without TLS",
                        new Expectation.ClosedWithoutAWord(),
                        "RFC 8314 3",
                        List.of(new SpeakInClear(harmless))),
                new ContractRow(
                        CLEAR,
                        "TLS handshake",
                        new Expectation.Greeting(),
                        "RFC 8314 3",
                        List.of(new Connect(Hello.MODERN))),
                strangeHost(
                        policy,
                        "TLS handshake",
                        new Expectation.Greeting(),
                        List.of(new Connect(Hello.NAMING_A_STRANGE_HOST))),
                refused("TLS 1.0 handshake", "RFC 8996 2", List.of(new Connect(Hello.ONLY_TLS_1_0))),
                refused("TLS 1.1 handshake", "RFC 8996 2", List.of(new Connect(Hello.ONLY_TLS_1_1))),
                refused(
                        "handshake without forward secrecy",
                        "RFC 9325 4.1",
                        List.of(new Connect(Hello.ONLY_STATIC_RSA))));
    }

    private static List<ContractRow> upgrade(PortPolicy policy, String verb, String harmless) {
        ScenarioStep connect = new Connect(Hello.MODERN);
        return List.of(
                new ContractRow(
                        CLEAR,
                        verb,
                        new Expectation.TlsBegins(),
                        "RFC 3207 4, RFC 2595 4",
                        List.of(connect, new StartTls(Hello.MODERN))),
                strangeHost(
                        policy,
                        verb,
                        new Expectation.TlsBegins(),
                        List.of(connect, new StartTls(Hello.NAMING_A_STRANGE_HOST))),
                new ContractRow(
                        CLEAR,
                        verb + " and " + harmless + " in one packet",
                        new Expectation.ClosedAtStartTls(),
                        "CVE-2011-0411",
                        List.of(connect, new StartTlsAndMore(harmless))),
                refused(verb + ", TLS 1.0", "RFC 8996 2", List.of(connect, new StartTls(Hello.ONLY_TLS_1_0))),
                refused(verb + ", TLS 1.1", "RFC 8996 2", List.of(connect, new StartTls(Hello.ONLY_TLS_1_1))),
                refused(
                        verb + ", no forward secrecy",
                        "RFC 9325 4.1",
                        List.of(connect, new StartTls(Hello.ONLY_STATIC_RSA))));
    }

    /** A client that asks for a name which no identity has. */
    private static ContractRow strangeHost(
            PortPolicy policy, String says, Expectation served, List<ScenarioStep> steps) {
        Expectation expected = switch (policy.unknownName()) {
            case DEFAULT_CERTIFICATE -> served;
            case REFUSE -> new Expectation.HandshakeFails();
        };
        return new ContractRow(CLEAR, says + ", naming a host that no identity has", expected, "RFC 6066 3", steps);
    }

    private static ContractRow refused(String says, String why, List<ScenarioStep> steps) {
        return new ContractRow(CLEAR, says, new Expectation.HandshakeFails(), why, steps);
    }
}
