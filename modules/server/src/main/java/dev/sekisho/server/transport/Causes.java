// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

/** Says in a few words why something broke. */
final class Causes {
    private Causes() {}

    /** The kind and the words of the innermost cause. */
    static String summary(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
