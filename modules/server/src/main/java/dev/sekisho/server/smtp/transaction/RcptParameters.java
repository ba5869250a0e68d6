// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.store.address.JamesAddresses;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.Notify;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.DsnParameters.XText;

/** The parameters of RCPT that are served: NOTIFY and ORCPT (RFC 3461 4). */
public final class RcptParameters {
    /** RFC 3461 4.2. */
    private static final int LONGEST_ORCPT = 500;

    /** An atom of RFC 5322 3.2.3, a semicolon, and what may be xtext. Any type of address is let through, known or not. */
    private static final Pattern ORCPT = Pattern.compile("(?<type>[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+);(?<address>[!-~]+)");

    private final Map<String, String> parameters;

    /** Of a RCPT, by keyword in upper case. */
    public RcptParameters(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** The reply to the first parameter that cannot be taken. */
    public Optional<SmtpReply> fault() {
        boolean unknown = parameters.keySet().stream().anyMatch(key -> !key.equals("NOTIFY") && !key.equals("ORCPT"));
        if (unknown) {
            return Optional.of(SmtpReplies.UNKNOWN_PARAMETER);
        }
        return notifyReads() && orcpt().map(RcptParameters::reads).orElse(true)
                ? Optional.empty()
                : Optional.of(SmtpReplies.BAD_PARAMETER);
    }

    private boolean notifyReads() {
        try {
            when();
            return true;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static boolean reads(String orcpt) {
        var matcher = ORCPT.matcher(orcpt);
        return orcpt.length() <= LONGEST_ORCPT && matcher.matches() && XText.isValid(matcher.group("address"));
    }

    private Optional<EnumSet<Notify>> when() {
        return Optional.ofNullable(parameters.get(DsnParameters.NOTIFY_PARAMETER))
                .map(Notify::parse);
    }

    /** ORCPT as it was said. */
    public Optional<String> orcpt() {
        return Optional.ofNullable(parameters.get(DsnParameters.ORCPT_PARAMETER));
    }

    /** As James' mailets know it: with the address that ORCPT stands for, where it is one of the Internet. */
    public Optional<RecipientDsnParameters> forMailets() {
        return RecipientDsnParameters.of(when(), orcpt().flatMap(RcptParameters::address));
    }

    private static Optional<MailAddress> address(String orcpt) {
        if (!orcpt.regionMatches(true, 0, DsnParameters.RFC_822_PREFIX, 0, DsnParameters.RFC_822_PREFIX.length())) {
            return Optional.empty();
        }
        return JamesAddresses.ofWire(XText.decode(orcpt.substring(DsnParameters.RFC_822_PREFIX.length())));
    }
}
