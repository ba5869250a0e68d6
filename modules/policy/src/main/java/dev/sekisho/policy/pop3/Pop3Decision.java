// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pop3;

/** The verdict on a command. */
public sealed interface Pop3Decision {
    /** The command is carried out. */
    Pop3Decision ALLOW = new Allow();

    /** The command is carried out. */
    record Allow() implements Pop3Decision {}

    /**
     * The command is refused and changes nothing.
     *
     * @param reason why
     */
    record Refuse(Pop3Refusal reason) implements Pop3Decision {}

    /** True if the command is carried out. */
    default boolean allowed() {
        return this instanceof Allow;
    }
}
