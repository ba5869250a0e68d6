// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import dev.sekisho.tls.identity.Identity;

/** The TLS engine refuses an identity that was loaded. */
public final class UnservableIdentity extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Identity identity;

    UnservableIdentity(Identity identity, Exception cause) {
        super("identity " + identity.name() + " is refused by the TLS engine: " + cause.getMessage(), cause);
        this.identity = identity;
    }

    /** The identity that is refused. */
    public Identity identity() {
        return identity;
    }
}
