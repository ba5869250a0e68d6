// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.contract.Expectation.Tagged;
import dev.sekisho.policy.contract.Expectation.Tagged.Verdict;
import dev.sekisho.policy.limit.SlowClientLimits;
import dev.sekisho.policy.limit.SlowClientReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens to clients that are too slow. Nothing of it is proved: it takes minutes. */
final class SlowClientContract {
    private SlowClientContract() {}

    static List<ContractRow> of(PortPolicy policy) {
        SlowClientLimits limits = policy.limits().slowClients();
        List<ContractRow> rows = new ArrayList<>();
        rows.add(
                row(policy, "a command of more than " + limits.command().toSeconds() + " s", SlowClientReason.COMMAND));
        if (policy.auth() == AuthMode.REQUIRED || policy.relay() == RelayRule.PINNED) {
            String what = policy.auth() == AuthMode.REQUIRED ? "no login in " : "no pinned key in ";
            rows.add(row(policy, what + limits.login().toSeconds() + " s", SlowClientReason.LOGIN));
        }
        if (policy.auth() == AuthMode.NONE && policy.relay() != RelayRule.PINNED) {
            rows.add(row(
                    policy,
                    "commands, and no message in " + limits.betweenMessages().toSeconds() + " s",
                    SlowClientReason.NO_MESSAGE));
        }
        if (policy.protocol() != Protocol.POP3) {
            String what = policy.protocol() == Protocol.IMAP ? "the message of APPEND" : "a message";
            rows.add(row(
                    policy,
                    what + " of less than " + limits.octetsAMinute() + " octets a minute",
                    SlowClientReason.MESSAGE_RATE));
            rows.add(row(
                    policy,
                    what + " of more than " + limits.message().toSeconds() + " s, and 1 s for each "
                            + limits.octetsASecond() + " octets (after a login: " + limits.usersOctetsASecond() + ")",
                    SlowClientReason.MESSAGE_TIME));
        }
        return rows;
    }

    private static ContractRow row(PortPolicy policy, String says, SlowClientReason slowness) {
        Expectation expected = switch (policy.protocol()) {
            case SMTP -> new Expectation.Reply(421, "4.4.2", Optional.of(slowness.text()), true);
            case POP3 -> new Expectation.Err("SYS/TEMP", Optional.empty(), true);
            case IMAP -> new Tagged(Verdict.BYE, true);
        };
        return new ContractRow("any", says, expected, "RFC 5321 4.5.3.2.7", List.of());
    }
}
