// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.client.ClientFacts;
import dev.sekisho.policy.client.ClientName;
import dev.sekisho.policy.client.DnsBlockList;
import dev.sekisho.policy.client.DnsList;
import dev.sekisho.policy.client.DnsListing;
import dev.sekisho.policy.client.GreylistVerdict;
import dev.sekisho.policy.client.Greylisting;
import dev.sekisho.policy.smtp.SmtpClientCheckpoint;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of RCPT that follow from what is known of a client. Shown only: whoever proves is in no DNS list, and does not wait. */
final class ClientCheckContract {
    private static final String LISTS = "RFC 5782 2.1";
    private static final String GREYLIST = "RFC 6647 2.4";

    private final ClientChecks checks;
    private final SmtpClientCheckpoint checkpoint;
    private final SmtpScenarioState open;
    private final List<ContractRow> rows = new ArrayList<>();

    /**
     * @param open where a sender was taken
     */
    ClientCheckContract(PortPolicy policy, SmtpScenarioState open) {
        this.checks = policy.clientChecks();
        this.checkpoint = new SmtpClientCheckpoint(policy);
        this.open = open;
    }

    List<ContractRow> rows() {
        if (checkpoint.asksClient(open.state())) {
            blockLists();
            names();
            greylisting();
        }
        return List.copyOf(rows);
    }

    private void blockLists() {
        List<DnsBlockList> lists = checks.blockLists();
        for (DnsBlockList each : lists) {
            client(
                    "RCPT, client in " + each.list() + ", weight " + each.weight() + " of " + checks.threshold(),
                    facts(List.of(each), List.of(), ClientName.NOT_ASKED));
        }
        if (lists.size() > 1) {
            client("RCPT, client in all of these lists", facts(lists, List.of(), ClientName.NOT_ASKED));
        }
        if (!lists.isEmpty()) {
            ClientFacts listed = facts(lists, List.of(), ClientName.NOT_ASKED);
            row(
                    "RCPT to a postmaster, client in all lists",
                    checkpoint.decide(open.state(), listed, true),
                    "RFC 5321 4.5.1");
        }
        if (!checks.allowLists().isEmpty()) {
            String zones = checks.allowLists().stream()
                    .map(DnsList::toString)
                    .distinct()
                    .collect(Collectors.joining(" or "));
            client("RCPT, client in " + zones, facts(lists, checks.allowLists(), ClientName.NOT_ASKED));
        }
    }

    private void names() {
        if (checks.name().unconfirmedWeight() > 0) {
            client(
                    "RCPT, client without a confirmed name, weight "
                            + checks.name().unconfirmedWeight() + " of " + checks.threshold(),
                    facts(List.of(), List.of(), ClientName.UNCONFIRMED));
        }
    }

    private void greylisting() {
        Greylisting greylisting = checks.greylisting();
        String whose = switch (greylisting.clients()) {
            case NONE -> "";
            case SUSPICIOUS -> "RCPT of a client with a weight, ";
            case ALL -> "RCPT, ";
        };
        if (!whose.isEmpty()) {
            long seconds = greylisting.delay().toSeconds();
            attempt(whose + "first attempt of client, sender and recipient", GreylistVerdict.FIRST);
            attempt(whose + "again before " + seconds + " s", GreylistVerdict.EARLY);
            attempt(whose + "again after " + seconds + " s", GreylistVerdict.ACCEPTED);
            attempt(
                    whose + "client accepted " + greylisting.knownAfter() + " times before",
                    GreylistVerdict.KNOWN_CLIENT);
        }
    }

    /** What is not refused by weight may still be deferred, which rows of their own say. */
    private void client(String says, ClientFacts facts) {
        row(says, checkpoint.decide(open.state(), facts, false), LISTS);
    }

    private void attempt(String says, GreylistVerdict verdict) {
        row(says, checkpoint.decide(verdict), GREYLIST);
    }

    private void row(String says, SmtpDecision decision, String why) {
        Expectation expected = decision instanceof SmtpDecision.Refuse refused
                ? ExpectedSmtpReplies.of(refused.reason())
                : ExpectedSmtpReplies.served(SmtpVerb.RCPT);
        rows.add(new ContractRow(open.name(), says, expected, why, List.of()));
    }

    private static ClientFacts facts(List<DnsBlockList> blocked, List<DnsList> allowed, ClientName name) {
        return new ClientFacts(
                true,
                blocked.stream().map(each -> listed(each.list())).toList(),
                allowed.stream().map(ClientCheckContract::listed).toList(),
                name);
    }

    private static DnsListing listed(DnsList list) {
        return new DnsListing(list, DnsListing.Status.LISTED, "");
    }
}
