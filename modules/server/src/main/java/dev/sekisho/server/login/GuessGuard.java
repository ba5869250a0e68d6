// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.policy.login.Guesser.Standing;
import java.net.InetAddress;
import java.util.Optional;

/** Decides whether credentials are looked at, and is told how that ended. Safe for all threads. */
public interface GuessGuard {
    /** Why no account is asked for at this address; empty if one may be, or if it depends on the account. Does not block. */
    Optional<GuessRefusal> refusal(InetAddress client, FailedLoginLimits limits);

    /** What is known of a client that wants to be the account of a name, which may be none. Blocks. */
    Standing standing(InetAddress client, String name);

    /** Credentials are to be looked at. Blocks. @param name of the account, which may be none */
    GuessAttempt begin(InetAddress client, String name, FailedLoginLimits limits);

    /** A login failed though no credentials were wrong; it counts for its address. Does not block. */
    void failed(InetAddress client, FailedLoginLimits limits);

    /** True if no connection of the address is to be taken on any port. Does not block. */
    boolean refusesConnections(InetAddress client);
}
