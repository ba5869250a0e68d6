// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.input;

/** What a client is to send next. */
public enum AwaitedInput {
    /** A command, of which nothing has come. */
    COMMAND,
    /** What is left of a command. */
    REST_OF_COMMAND,
    /** A message, or what is left of it. */
    MESSAGE
}
