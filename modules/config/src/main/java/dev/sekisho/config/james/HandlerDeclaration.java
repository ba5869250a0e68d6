// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

/**
 * A James handler or hook named in a {@code <handlerchain>}.
 *
 * @param className its class
 * @param xmlFragment its element with all that is in it, as XML text, for the handler's own {@code init}
 * @param line where the element begins
 */
public record HandlerDeclaration(String className, String xmlFragment, int line) {
    /** The class and the line. The settings are left out: there may be passwords among them. */
    @Override
    public String toString() {
        return className + " at line " + line;
    }
}
