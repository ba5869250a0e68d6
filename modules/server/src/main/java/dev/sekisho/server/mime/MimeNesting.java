// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import dev.sekisho.policy.limit.MessageLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/**
 * The levels of a message: each multipart (RFC 2046 5.1) and each message within a message (RFC 2046 5.2.1) is one below what holds it.
 *
 * <p>They are counted by the parser that mailboxes are read with, token by token, so that what is let in is what it can follow; and only
 * until there are too many, so that the walk's own memory and stack are bounded. Blocks while the message is read.
 *
 * @param levels how many there are, or one more than are allowed; empty if the structure cannot be read
 * @param unreadable why that cannot be told, in words for the log
 */
public record MimeNesting(OptionalInt levels, Optional<String> unreadable) {
    /** Levels that a message may have. */
    public static final int LIMIT = MessageLimits.MAX_NESTING;

    private static final int HEADER_FIELD = 1024 * 1024;
    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxHeaderLen(HEADER_FIELD)
            .build();

    /**
     * Looks a message through.
     *
     * @param message its octets; closed when this returns
     */
    public static MimeNesting of(InputStream message) throws IOException {
        try (message) {
            MimeTokenStream tokens = new MimeTokenStream(CONFIG);
            tokens.parse(message);
            // The message itself is no level.
            int depth = -1;
            int deepest = 0;
            for (EntityState token = tokens.getState(); token != EntityState.T_END_OF_STREAM; token = tokens.next()) {
                depth += step(token);
                deepest = Math.max(deepest, depth);
                if (deepest > LIMIT) {
                    break;
                }
            }
            return new MimeNesting(OptionalInt.of(deepest), Optional.empty());
        } catch (MimeException unreadable) {
            return new MimeNesting(
                    OptionalInt.empty(), Optional.of("its structure cannot be read: " + unreadable.getMessage()));
        }
    }

    /** Why a message is not taken, in words for the log; empty if it can be taken. */
    public Optional<String> fault() {
        return levels.isPresent() && levels.getAsInt() > LIMIT
                ? Optional.of("it has " + levels.getAsInt() + " levels or more, " + LIMIT + " are allowed")
                : unreadable;
    }

    private static int step(EntityState token) {
        if (token == EntityState.T_START_MESSAGE || token == EntityState.T_START_MULTIPART) {
            return 1;
        }
        return token == EntityState.T_END_MESSAGE || token == EntityState.T_END_MULTIPART ? -1 : 0;
    }
}
