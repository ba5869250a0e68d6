// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.contract.ScenarioStep.ProxyHeaderForm;
import dev.sekisho.policy.contract.ScenarioStep.SpeakBehindProxyHeader;
import java.util.ArrayList;
import java.util.List;

/** The rows on the PROXY header that connections of a listener behind proxies begin with. */
final class ProxyContract {
    private static final String CONNECTED = "connected";
    private static final String PROTOCOL = "PROXY protocol 2";

    private ProxyContract() {}

    /**
     * The rows of a port; none for one whose clients connect directly.
     *
     * @param harmless a line that would be served
     */
    static List<ContractRow> of(PortPolicy policy, String harmless) {
        if (!policy.proxies().expected()) {
            return List.of();
        }
        List<ContractRow> rows = new ArrayList<>(List.of(
                row("a connection from an address that is no proxy's", List.of()),
                row(
                        harmless + ", without a PROXY header",
                        List.of(new SpeakBehindProxyHeader(ProxyHeaderForm.MISSING, harmless))),
                row("a PROXY header that is cut", List.of(new SpeakBehindProxyHeader(ProxyHeaderForm.CUT, harmless))),
                row(
                        "a PROXY header that tells no address",
                        List.of(new SpeakBehindProxyHeader(ProxyHeaderForm.WITHOUT_ADDRESS, harmless))),
                row(
                        "no PROXY header in "
                                + policy.limits().connections().handshake().toSeconds() + " s",
                        List.of())));
        if (policy.proxies().endTls()) {
            rows.add(row(
                    "a PROXY header that tells of no TLS",
                    List.of(new SpeakBehindProxyHeader(ProxyHeaderForm.WITHOUT_TLS, harmless))));
        }
        return rows;
    }

    private static ContractRow row(String says, List<ScenarioStep> steps) {
        return new ContractRow(CONNECTED, says, new Expectation.ClosedWithoutAWord(), PROTOCOL, steps);
    }
}
