// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What a listener says of its connections.
 *
 * @param listener the listener's name, for the log
 * @param implicitTls true if TLS starts with the first octet
 * @param closesEarlyTalkers true if a peer that speaks before the greeting is closed
 * @param idle how long a peer may be silent
 * @param overflow where is kept what peers do not read
 * @param nanoTime the time that silence is measured in, in nanoseconds
 */
public record WireSettings(
        String listener,
        boolean implicitTls,
        boolean closesEarlyTalkers,
        Duration idle,
        Overflow overflow,
        LongSupplier nanoTime) {
    /** The same, measured in the time of the machine. */
    public WireSettings(
            String listener, boolean implicitTls, boolean closesEarlyTalkers, Duration idle, Overflow overflow) {
        this(listener, implicitTls, closesEarlyTalkers, idle, overflow, System::nanoTime);
    }
}
