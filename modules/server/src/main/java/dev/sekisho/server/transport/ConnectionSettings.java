// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.limit.SlowClientLimits;
import dev.sekisho.server.transport.output.OutputSpill;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What a listener says of its connections.
 *
 * @param listener the listener's name, for the log
 * @param implicitTls true if TLS starts with the first octet
 * @param closesEarlyTalkers true if a client that speaks before the greeting is closed
 * @param idle how long a client may be silent
 * @param limits how slow a client may be
 * @param outputSpill where is kept what clients do not read
 * @param nanoTime the time that silence is measured in, in nanoseconds
 */
public record ConnectionSettings(
        ListenerName listener,
        boolean implicitTls,
        boolean closesEarlyTalkers,
        Duration idle,
        SlowClientLimits limits,
        OutputSpill outputSpill,
        LongSupplier nanoTime) {}
