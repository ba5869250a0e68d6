// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.server.transport.EventLoops;
import dev.sekisho.server.transport.output.OutputSpill;
import dev.sekisho.tls.server.ServerTls;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What the listeners of a server run on.
 *
 * @param tls the certificates of the moment
 * @param loops the threads that wait for octets
 * @param workers the threads that do what may block
 * @param spill the folder of messages that come in and are too large for memory
 * @param output where is kept what clients do not read
 * @param clock the time
 */
public record ListenerRuntime(
        ServerTls tls, EventLoops loops, Executor workers, Path spill, OutputSpill output, Clock clock) {}
