// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.PortPolicy;
import java.util.List;

/** The rows that a port under a policy keeps. */
public final class PortContract {
    private PortContract() {}

    /** Every row of the policy for clients of no particular network, in the order in which a session reaches its states. */
    public static List<ContractRow> of(PortPolicy policy) {
        return of(policy, false);
    }

    /**
     * Every row of the policy, in the order in which a session reaches its states.
     *
     * @param trustedNetwork true for clients in a network for which the listener relays
     */
    public static List<ContractRow> of(PortPolicy policy, boolean trustedNetwork) {
        List<ContractRow> rows = switch (policy.protocol()) {
            case SMTP -> new SmtpContract(policy, trustedNetwork).rows();
            case POP3 -> new Pop3Contract(policy).rows();
            case IMAP -> new ImapContract(policy).rows();
        };
        boolean plain = policy.logins().mechanisms().allows(BuiltInMechanism.PLAIN);
        return plain
                ? rows
                : rows.stream().map(ContractRow::shownOnlyIfItLogsIn).toList();
    }
}
