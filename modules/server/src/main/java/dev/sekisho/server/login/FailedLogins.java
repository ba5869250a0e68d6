// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.server.transport.limit.ClientNetwork;

/** Remembers the bad logins of addresses. Does not block; safe for all threads. */
public interface FailedLogins {
    /** True while the address is not asked for logins. */
    boolean active(ClientNetwork address);

    /** Counts a bad login. */
    void failed(ClientNetwork address, FailedLoginLimits limits);
}
