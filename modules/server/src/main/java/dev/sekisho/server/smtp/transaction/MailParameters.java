// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.policy.smtp.SmtpReply;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.mailet.DsnParameters.EnvId;
import org.apache.mailet.DsnParameters.Ret;

/** The parameters of MAIL that are served: SIZE (RFC 1870), BODY (RFC 6152), AUTH (RFC 4954 5), RET and ENVID (RFC 3461). */
public final class MailParameters {
    private MailParameters() {}

    /** The reply to the first parameter that cannot be taken. */
    public static Optional<SmtpReply> fault(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> fault(entry.getKey(), entry.getValue()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The octets that SIZE announces; 0 if it is not given. */
    public static long size(Map<String, String> parameters) {
        return Long.parseLong(parameters.getOrDefault("SIZE", "0"));
    }

    private static Optional<SmtpReply> fault(String keyword, String value) {
        return switch (keyword) {
            case "SIZE" -> badUnless(value.matches("[0-9]{1,18}"));
            case "BODY" -> body(value.toUpperCase(Locale.ROOT));
            // The identity of the original submitter is of no use here; RFC 4954 5 allows to drop it.
            case "AUTH" -> badUnless(!value.isEmpty());
            case "RET" -> badUnless(Ret.parse(value).isPresent());
            case "ENVID" -> badUnless(validEnvId(value));
            default -> Optional.of(SmtpReplies.UNKNOWN_PARAMETER);
        };
    }

    private static Optional<SmtpReply> body(String value) {
        return switch (value) {
            case "7BIT", "8BITMIME" -> Optional.empty();
            case "BINARYMIME" -> Optional.of(SmtpReplies.NO_BINARY);
            default -> Optional.of(SmtpReplies.BAD_PARAMETER);
        };
    }

    private static boolean validEnvId(String value) {
        try {
            return !EnvId.of(value).asString().isEmpty() && value.length() <= 100;
        } catch (IllegalArgumentException notXText) {
            return false;
        }
    }

    private static Optional<SmtpReply> badUnless(boolean good) {
        return good ? Optional.empty() : Optional.of(SmtpReplies.BAD_PARAMETER);
    }
}
