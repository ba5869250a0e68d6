// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

/** How what was found is shown in a problem. */
final class Shown {
    private static final int LONGEST = 80;

    private Shown() {}

    static String element(Element<?> rule, String text) {
        return rule.type().secret() ? rule.tag() : "<" + rule.name() + ">" + cut(text) + "</" + rule.name() + ">";
    }

    static String attribute(Attribute<?> rule, String text) {
        return rule.type().secret() ? rule.name() : rule.name() + "=\"" + cut(text) + "\"";
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
