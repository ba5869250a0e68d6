// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import io.netty.handler.ssl.NotSslRecordException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a few words why something broke. */
final class FailureSummary {
    /** An alert of the peer's about a certificate (RFC 8446 6.2), as OpenSSL and Java name it. */
    private static final Pattern CERTIFICATE_ALERT = Pattern.compile(
            "(?:(?:SSLV3|TLSV1)_ALERT_|Received fatal alert: )"
                    + "(BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(?:REVOKED|EXPIRED|UNKNOWN)|UNKNOWN_CA)\\b",
            Pattern.CASE_INSENSITIVE);

    private FailureSummary() {}

    /** The kind and the words of the innermost cause; never what a client said in place of TLS, which may be a password. */
    static String summary(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof NotSslRecordException) {
            return "cleartext in place of a TLS record";
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    /** Why a client and the server did not agree on TLS; a client that does not trust the certificate is named as the one that refused. */
    static String ofHandshake(Throwable cause) {
        String summary = summary(cause);
        return certificateAlert(summary)
                .map(alert -> "the client refused the certificate (" + alert + ")")
                .orElse(summary);
    }

    private static Optional<String> certificateAlert(String summary) {
        Matcher alert = CERTIFICATE_ALERT.matcher(summary);
        return alert.find() ? Optional.of(alert.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
