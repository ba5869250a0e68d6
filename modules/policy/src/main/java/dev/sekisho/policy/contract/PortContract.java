// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.PortPolicy;
import java.util.List;

/** The rows that a port under a policy keeps. */
public final class PortContract {
    private PortContract() {}

    /** Every row of the policy, in the order in which a session reaches its states. */
    public static List<Row> of(PortPolicy policy) {
        return switch (policy.protocol()) {
            case SMTP -> new SmtpRows(policy).rows();
            case POP3 -> new Pop3Rows(policy).rows();
            case IMAP -> new ImapRows(policy).rows();
        };
    }
}
