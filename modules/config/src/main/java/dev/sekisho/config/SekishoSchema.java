// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ValueTypes;
import java.util.List;

/** The schema of {@code sekisho.xml}. */
final class SekishoSchema {
    static final String FILE = "sekisho.xml";
    static final int HIGHEST_OFFSET = 64_000;

    static final ElementSchema<String> HOST_NAME = ElementSchema.of(
            "hostname", ValueTypes.HOST, "The name of this server in SMTP greetings and in Received.", "the machine's");
    static final ElementSchema<Integer> PORT_OFFSET = ElementSchema.of(
            "port-offset",
            ValueTypes.number(0, HIGHEST_OFFSET),
            "Added to every port, so that an unprivileged user can run Sekisho.",
            "0");
    static final ElementSchema<String> ROOT =
            ElementSchema.holding("sekisho", "Settings of the whole server.", List.of(HOST_NAME, PORT_OFFSET));

    private SekishoSchema() {}
}
