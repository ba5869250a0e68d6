// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.contract.Expectation.Tagged;
import dev.sekisho.policy.contract.Expectation.Tagged.Verdict;
import dev.sekisho.policy.limit.ClientEvent;
import dev.sekisho.policy.limit.ClientRates;
import dev.sekisho.policy.smtp.SmtpRateCheckpoint;
import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What happens to clients that do something too often. Nothing of it is proved: it takes thousands of commands, and others at that address wait. */
final class ClientRateContract {
    private final PortPolicy policy;

    private ClientRateContract(PortPolicy policy) {
        this.policy = policy;
    }

    static List<ContractRow> of(PortPolicy policy) {
        return new ClientRateContract(policy).rows();
    }

    private List<ContractRow> rows() {
        List<ContractRow> rows = new ArrayList<>();
        String who = policy.auth() == AuthMode.REQUIRED ? " without a login" : "";
        rows.add(row("any", more(ClientEvent.CONNECTION) + " connections of an address" + who, tooManyConnections()));
        if (policy.protocol() == Protocol.SMTP) {
            String whose = policy.auth() == AuthMode.REQUIRED ? " of a user at an address" : " of an address";
            rows.add(row("any", more(ClientEvent.MAIL) + " MAIL" + whose, reply(ClientEvent.MAIL)));
            rows.add(row("any", more(ClientEvent.RECIPIENT) + " RCPT" + whose, reply(ClientEvent.RECIPIENT)));
            unknown(rows, whose);
        }
        return rows;
    }

    /** Whoever wanted to prove it would be slowed down, or have others slowed down, for minutes. */
    private void unknown(List<ContractRow> rows, String whose) {
        ClientRates rates = policy.limits().clientRates();
        String within = " unknown recipients" + whose + " in " + ClientRates.WINDOW.toMinutes() + " minutes";
        rows.add(row(
                "any",
                "RCPT, 1 s to 10 s later after " + rates.undelayedUnknown() + within,
                ExpectedSmtpReplies.served(SmtpVerb.RCPT)));
        rows.add(row("any", "RCPT after " + rates.unknown() + within, reply(ClientEvent.UNKNOWN_RECIPIENT)));
    }

    private String more(ClientEvent event) {
        return "in a minute more than " + policy.limits().clientRates().limit(event);
    }

    private Expectation tooManyConnections() {
        if (policy.beginsWithHandshake()) {
            return new Expectation.ClosedWithoutAWord();
        }
        return switch (policy.protocol()) {
            case SMTP -> new Expectation.Reply(421, "4.7.0", Optional.empty(), true);
            case POP3 -> new Expectation.Err("SYS/TEMP", Optional.empty(), true);
            case IMAP -> new Tagged(Verdict.BYE, true);
        };
    }

    private Expectation reply(ClientEvent event) {
        return new SmtpRateCheckpoint(policy)
                .decide(event, false)
                .refusal()
                .map(ExpectedSmtpReplies::of)
                .orElseThrow();
    }

    private ContractRow row(String state, String says, Expectation expected) {
        String except = policy.limits().clientRates().exceptions().stream()
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return new ContractRow(
                state, says, expected, except.isEmpty() ? "rates" : "rates, not for " + except, List.of());
    }
}
