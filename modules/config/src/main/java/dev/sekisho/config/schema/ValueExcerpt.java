// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

/** The text of the found value in a problem. */
final class ValueExcerpt {
    private static final int LONGEST = 80;

    private ValueExcerpt() {}

    static String element(ElementSchema<?> rule, String text) {
        return rule.type().secret() ? rule.tag() : "<" + rule.name() + ">" + cut(text) + "</" + rule.name() + ">";
    }

    static String attribute(AttributeSchema<?> rule, String text) {
        return rule.type().secret() ? rule.name() : rule.name() + "=\"" + cut(text) + "\"";
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
