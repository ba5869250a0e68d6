// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.nio.file.Path;

/** A file of an identity cannot be used; becomes an {@link IdentityProblem} before it leaves the package. Its text has no secret. */
public final class UnusableMaterial extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final Fault fault;
    private final String found;
    private final String expected;

    UnusableMaterial(Path file, Fault fault, String found, String expected) {
        super(found);
        this.file = file;
        this.fault = fault;
        this.found = found;
        this.expected = expected;
    }

    /** Found and expected, in one line for the operator. */
    String words() {
        return found + "; " + expected;
    }

    public IdentityProblem problem(String identity) {
        return new IdentityProblem(identity, file, fault, found, expected);
    }
}
