// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of messages: those of the parts of one message belong together. */
public final class MailName {
    /** The end of a UUID, which every name has that James gives; what is split off has more behind it, and at last less before it. */
    private static final Pattern END_OF_UUID = Pattern.compile("-([0-9a-f]{12})(?=[!-]|$)");

    private MailName() {}

    /** The same for the names of all parts of a message, and another for those of every other. */
    public static String origin(String name) {
        Matcher end = END_OF_UUID.matcher(name);
        if (end.find()) {
            return end.group(1);
        }
        int split = name.indexOf('!');
        return split < 0 ? name : name.substring(0, split);
    }
}
