// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.client;

import dev.sekisho.policy.client.GreylistKey;
import dev.sekisho.policy.client.GreylistVerdict;
import dev.sekisho.policy.client.Greylisting;

/** What is remembered of attempts to deliver. Blocks. For any thread. */
@FunctionalInterface
public interface Greylist {
    /** Judges an attempt that is made now, and remembers it. */
    GreylistVerdict attempt(Greylisting rules, GreylistKey key);
}
