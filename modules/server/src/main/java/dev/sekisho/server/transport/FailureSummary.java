// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import io.netty.handler.ssl.NotSslRecordException;

/** Says in a few words why something broke. */
final class FailureSummary {
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
}
