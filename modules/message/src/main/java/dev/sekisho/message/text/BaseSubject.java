// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The base subject (RFC 5256 2.1), by which SORT orders and THREAD joins: without the signs of replies and forwards. */
public final class BaseSubject {
    /** subj-refwd with what may be before and behind it; a blob is a text in brackets. */
    private static final Pattern REPLY =
            Pattern.compile("^(?:re|fwd?)[ \\t]*(?:\\[[^\\[\\]]*\\][ \\t]*)?:", Pattern.CASE_INSENSITIVE);

    private static final Pattern BLOB = Pattern.compile("^\\[[^\\[\\]]*\\][ \\t]*");
    private static final String TRAILER = "(fwd)";
    private static final String WRAPPER = "[fwd:";
    /** No leader begins with another character. */
    private static final String BEGINNINGS = "[rRfF";

    private static final int LONGEST = 10_000;

    private final String base;
    private final boolean replyOrForward;

    private BaseSubject(String base, boolean replyOrForward) {
        this.base = base;
        this.replyOrForward = replyOrForward;
    }

    /** The base subject of a decoded subject. */
    public static BaseSubject of(String subject) {
        String shortened = subject.length() > LONGEST ? subject.substring(0, LONGEST) : subject;
        Stripper stripper = new Stripper(squeezed(shortened).strip());
        stripper.run();
        return new BaseSubject(stripper.text, stripper.stripped);
    }

    /** Step 1: blanks, tabs and continuations of any length are one blank. */
    private static String squeezed(String subject) {
        StringBuilder squeezed = new StringBuilder(subject.length());
        boolean blank = false;
        for (int i = 0; i < subject.length(); i++) {
            char character = subject.charAt(i);
            boolean one = character == ' ' || character == '\t' || character == '\r' || character == '\n';
            if (!one) {
                squeezed.append(character);
            } else if (!blank) {
                squeezed.append(' ');
            }
            blank = one;
        }
        return squeezed.toString();
    }

    /** The text in the form of {@link UnicodeCasemap}. */
    public String text() {
        return UnicodeCasemap.of(base);
    }

    /** Whether signs of a reply or a forward were removed: THREAD asks this (RFC 5256 3, REFERENCES step 5). */
    public boolean isReplyOrForward() {
        return replyOrForward;
    }

    /** The steps of RFC 5256 2.1. Each removes something, or is the last. */
    private static final class Stripper {
        private String text;
        private boolean stripped;

        Stripper(String text) {
            this.text = text;
        }

        void run() {
            do {
                stripTrailers();
                stripLeaders();
            } while (stripWrapper());
        }

        /** Step 2: subj-trailer. */
        private void stripTrailers() {
            while (text.endsWith(")")
                    && text.regionMatches(true, text.length() - TRAILER.length(), TRAILER, 0, TRAILER.length())) {
                text = text.substring(0, text.length() - TRAILER.length()).stripTrailing();
                stripped = true;
            }
        }

        /** Steps 3 to 5: subj-leader, and subj-blob where something is left behind it. */
        private void stripLeaders() {
            boolean again = true;
            while (again) {
                again = stripReply() || stripBlob();
            }
        }

        /** A leader is blobs, then the sign of a reply or forward. */
        private boolean stripReply() {
            if (text.isEmpty() || BEGINNINGS.indexOf(text.charAt(0)) < 0) {
                return false;
            }
            String rest = text;
            Matcher blob = BLOB.matcher(rest);
            while (blob.find()) {
                rest = rest.substring(blob.end());
                blob = BLOB.matcher(rest);
            }
            Matcher reply = REPLY.matcher(rest);
            if (!reply.find()) {
                return false;
            }
            text = rest.substring(reply.end()).strip();
            stripped = true;
            return true;
        }

        private boolean stripBlob() {
            if (!text.startsWith("[")) {
                return false;
            }
            Matcher blob = BLOB.matcher(text);
            boolean leavesText = blob.find() && blob.end() < text.length();
            text = leavesText ? text.substring(blob.end()) : text;
            return leavesText;
        }

        /** Step 6: {@code [Fwd: text]}. */
        private boolean stripWrapper() {
            boolean wrapped = text.regionMatches(true, 0, WRAPPER, 0, WRAPPER.length()) && text.endsWith("]");
            if (wrapped) {
                text = text.substring(WRAPPER.length(), text.length() - 1).strip();
                stripped = true;
            }
            return wrapped;
        }
    }
}
