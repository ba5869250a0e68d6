// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.smtp.SmtpReply;
import java.util.Map;
import java.util.Optional;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;

/** The parameters of RCPT that are served: NOTIFY and ORCPT (RFC 3461 4). */
final class RcptParameters {
    private RcptParameters() {}

    /** The reply to the first parameter that cannot be taken. */
    static Optional<SmtpReply> fault(Map<String, String> parameters) {
        boolean unknown = parameters.keySet().stream().anyMatch(key -> !key.equals("NOTIFY") && !key.equals("ORCPT"));
        if (unknown) {
            return Optional.of(Replies.UNKNOWN_PARAMETER);
        }
        return readable(parameters) ? Optional.empty() : Optional.of(Replies.BAD_PARAMETER);
    }

    private static boolean readable(Map<String, String> parameters) {
        try {
            return parameters.isEmpty()
                    || RecipientDsnParameters.fromSMTPArgLine(parameters).isPresent();
        } catch (RuntimeException unreadable) {
            return false;
        }
    }
}
