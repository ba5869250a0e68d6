// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import java.util.function.Function;

/** A piece of which a message is put together (RFC 4469 3). */
public sealed interface MessagePart {
    /** Folds both kinds. */
    <R> R fold(Function<Text, R> text, Function<Url, R> url);

    /**
     * Octets that the client has sent.
     *
     * @param literal where they are
     */
    record Text(LiteralHandle literal) implements MessagePart {
        @Override
        public <R> R fold(Function<Text, R> text, Function<Url, R> url) {
            return text.apply(this);
        }
    }

    /**
     * A message on the server, or a part of one, by its IMAP URL (RFC 5092).
     *
     * @param url the URL as it came
     */
    record Url(String url) implements MessagePart {
        @Override
        public <R> R fold(Function<Text, R> text, Function<Url, R> url) {
            return url.apply(this);
        }
    }
}
