// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import dev.sekisho.policy.limit.MessageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/**
 * The levels of a message: each multipart (RFC 2046 5.1) and each message within a message (RFC 2046 5.2.1) is one below what holds it.
 *
 * <p>They are counted by the parser that mailboxes are read with, token by token, so that what is let in is what it can follow; and only
 * until there are too many, so that the walk's own memory and stack are bounded. Blocks while the message is read.
 */
public final class MimeNesting {
    /** Levels that a message may have. */
    public static final int LIMIT = MessageLimits.MAX_NESTING;

    private static final int HEADER_FIELD = 1024 * 1024;
    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(HEADER_FIELD)
            .build();

    private MimeNesting() {}

    /**
     * Looks a message through.
     *
     * @param message its octets; closed when this returns
     * @return why it is not taken, in words for the log: it has more than {@value #LIMIT} levels, or a header field that is too long to
     *     tell; empty if it can be taken
     */
    public static Optional<String> fault(InputStream message) throws IOException {
        try (message) {
            MimeTokenStream tokens = new MimeTokenStream(CONFIG);
            tokens.parse(message);
            // The message itself is no level.
            int depth = -1;
            for (EntityState token = tokens.getState(); token != EntityState.T_END_OF_STREAM; token = tokens.next()) {
                depth += step(token);
                if (depth > LIMIT) {
                    return Optional.of("it has " + depth + " levels or more, " + LIMIT + " are allowed");
                }
            }
            return Optional.empty();
        } catch (MimeException unreadable) {
            return Optional.of("its structure cannot be read: " + unreadable.getMessage());
        }
    }

    private static int step(EntityState token) {
        if (token == EntityState.T_START_MESSAGE || token == EntityState.T_START_MULTIPART) {
            return 1;
        }
        return token == EntityState.T_END_MESSAGE || token == EntityState.T_END_MULTIPART ? -1 : 0;
    }
}
