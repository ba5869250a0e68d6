// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.thread;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** How THREAD finds what belongs together (RFC 5256 3). */
public enum ThreadAlgorithm {
    /** Messages of the same base subject, by date. */
    ORDEREDSUBJECT,
    /** By References, In-Reply-To and Message-ID, and then by subject. */
    REFERENCES;

    /** The threads of messages, each of which has its own number. */
    public MessageThreads threads(Collection<ThreadableMessage> messages) {
        return switch (this) {
            case ORDEREDSUBJECT -> OrderedSubjectThreading.threads(messages);
            case REFERENCES -> ReferencesThreading.threads(messages);
        };
    }

    /** The algorithm of a word, in any case of letters. */
    public static Optional<ThreadAlgorithm> of(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(upper))
                .findFirst();
    }
}
