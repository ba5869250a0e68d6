// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.device.Device;
import java.util.List;
import java.util.Optional;

/** The rows that a port under a policy keeps. */
public final class PortContract {
    private PortContract() {}

    /**
     * Every row of the policy for clients of no particular network, in the order in which a session reaches its states. Where devices are
     * served, it is for one of them.
     */
    public static List<ContractRow> of(PortPolicy policy) {
        return of(policy, false, DeviceContract.any(policy));
    }

    /**
     * Every row of the policy, in the order in which a session reaches its states.
     *
     * @param trustedNetwork true for clients in a network for which the listener relays
     * @param device the device that the client is, where devices are served
     */
    public static List<ContractRow> of(PortPolicy policy, boolean trustedNetwork, Optional<Device> device) {
        List<ContractRow> rows = switch (policy.protocol()) {
            case SMTP -> new SmtpContract(policy, trustedNetwork, device).rows();
            case POP3 -> new Pop3Contract(policy).rows();
            case IMAP -> new ImapContract(policy).rows();
        };
        boolean plain = policy.logins().mechanisms().allows(BuiltInMechanism.PLAIN);
        return plain
                ? rows
                : rows.stream().map(ContractRow::shownOnlyIfItLogsIn).toList();
    }
}
