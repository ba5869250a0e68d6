// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

/** The event that the handlers of a connection get when the server ends. */
public enum ShutdownEvent {
    /** Finish what is under way, then close. */
    SOON
}
