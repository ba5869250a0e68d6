// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Values;
import java.util.List;

/** What may stand in {@code sekisho.xml}. */
final class SekishoTable {
    static final String FILE = "sekisho.xml";
    static final int HIGHEST_OFFSET = 64_000;

    static final Element<String> HOST_NAME = Element.of(
            "hostname", Values.HOST, "The name this server goes by, in banners and in Received.", "the machine's");
    static final Element<Integer> PORT_OFFSET = Element.of(
            "port-offset",
            Values.number(0, HIGHEST_OFFSET),
            "Added to every port of every listener, so that a user without privileges can run Sekisho.",
            "0");
    static final Element<String> ROOT =
            Element.holding("sekisho", "What concerns the server as a whole.", List.of(HOST_NAME, PORT_OFFSET));

    private SekishoTable() {}
}
