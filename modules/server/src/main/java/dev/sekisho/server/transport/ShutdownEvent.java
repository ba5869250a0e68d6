// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

/** The event that tells the handlers of a connection that the server ends. */
public enum ShutdownEvent {
    /** Finish what is under way, then close. */
    SOON
}
