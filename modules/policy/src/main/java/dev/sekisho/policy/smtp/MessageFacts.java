// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * All of a message that a decision depends on.
 *
 * @param tooBig true if it has more octets than a message of the session may have
 * @param bareLineEnds true if a CR or LF stands alone in it, or it has a NUL
 * @param header what the lines of its header are
 * @param hops how many servers it came through, by its Received fields
 * @param levels how many levels of parts it has (RFC 2046 5.1, 5.2.1), or one more than are allowed; empty if that cannot be told
 * @param author who wrote it; empty if that was not asked: see {@link SmtpCheckpoint#asksAuthor}
 */
public record MessageFacts(
        boolean tooBig,
        boolean bareLineEnds,
        HeaderSyntax header,
        int hops,
        OptionalInt levels,
        Optional<MessageAuthor> author) {
    /** A message in which nothing is wrong, written by the user who sends it. */
    public static final MessageFacts SOUND = new MessageFacts(
            false, false, HeaderSyntax.SOUND, 0, OptionalInt.of(0), Optional.of(MessageAuthor.of(AuthorStatus.OWN)));

    /** The same with another answer to whether it is too big. */
    public MessageFacts with(boolean overLimit) {
        return new MessageFacts(overLimit, bareLineEnds, header, hops, levels, author);
    }

    /** The same with another header. */
    public MessageFacts with(HeaderSyntax newHeader) {
        return new MessageFacts(tooBig, bareLineEnds, newHeader, hops, levels, author);
    }

    /** The same with a CR or LF that stands alone. */
    public MessageFacts withBareLineEnds() {
        return new MessageFacts(tooBig, true, header, hops, levels, author);
    }

    /** The same, which came through so many servers. */
    public MessageFacts withHops(int count) {
        return new MessageFacts(tooBig, bareLineEnds, header, count, levels, author);
    }

    /** The same with so many levels. */
    public MessageFacts withLevels(OptionalInt count) {
        return new MessageFacts(tooBig, bareLineEnds, header, hops, count, author);
    }

    /** The same with what is known of its author. */
    public MessageFacts by(MessageAuthor known) {
        return new MessageFacts(tooBig, bareLineEnds, header, hops, levels, Optional.of(known));
    }
}
