// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

/** A text that is no PEM; the message names block and line, and holds nothing of the content. */
final class MalformedPem extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPem(String message) {
        super(message);
    }
}
