// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.store.users.PasswordScope;
import java.net.InetAddress;

/**
 * A login that a client tries.
 *
 * @param credentials what it says
 * @param client its address
 * @param listener the listener's name, for the log
 * @param limits how many may fail
 * @param use what the login is for
 */
public record LoginAttempt(
        SaslCredentials credentials,
        InetAddress client,
        ListenerName listener,
        FailedLoginLimits limits,
        PasswordScope use) {}
