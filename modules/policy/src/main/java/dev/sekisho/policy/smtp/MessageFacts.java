// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

/**
 * All of a message that a decision depends on, but for its author.
 *
 * @param tooBig true if it has more octets than a message of the session may have
 * @param bareLineEnds true if a CR or LF stands alone in it, or it has a NUL
 * @param header what the lines of its header are
 * @param hops how many servers it came through, by its Received fields
 * @param nestedTooDeeply true if it has more levels than {@link dev.sekisho.policy.limit.MessageLimits#MAX_NESTING}
 */
public record MessageFacts(
        boolean tooBig, boolean bareLineEnds, HeaderSyntax header, int hops, boolean nestedTooDeeply) {
    /** A message in which nothing is wrong. */
    public static final MessageFacts SOUND = new MessageFacts(false, false, HeaderSyntax.SOUND, 0, false);

    /** The same with another header. */
    public MessageFacts with(HeaderSyntax newHeader) {
        return new MessageFacts(tooBig, bareLineEnds, newHeader, hops, nestedTooDeeply);
    }
}
