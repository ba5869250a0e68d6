// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.terminal;

/** Numbers with what they count. */
public final class Plural {
    private Plural() {}

    /**
     * One fault, two faults.
     *
     * @param singular such as fault; its plural ends in s, or in es behind x
     */
    public static String of(long number, String singular) {
        String ending = singular.endsWith("x") ? "es" : "s";
        return number + " " + singular + (number == 1 ? "" : ending);
    }
}
