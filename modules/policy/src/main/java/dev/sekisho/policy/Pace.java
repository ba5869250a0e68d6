// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * How slow a session may be, which says something all the time and so is never idle.
 *
 * @param command how long a command may take from its first octet to its last, without the message in it
 * @param login how long a session may last before a login or, where keys are pinned, before such a key is shown
 * @param betweenMessages how long a session on a port that asks nobody who they are may last without a message, from its start or from its last one
 * @param octetsAMinute octets of a message that have to come in each minute
 * @param message how long a message may take, whatever its size
 * @param octetsASecond octets for which a message may take a second longer
 * @param usersOctetsASecond the same for who has logged in, or has shown a pinned key
 */
public record Pace(
        Duration command,
        Duration login,
        Duration betweenMessages,
        long octetsAMinute,
        Duration message,
        long octetsASecond,
        long usersOctetsASecond) {
    /** The time that a message's octets are counted within. */
    public static final Duration MINUTE = Duration.ofMinutes(1);

    /** The pace of all built-in policies. */
    public static final Pace DEFAULT = new Pace(
            Duration.ofMinutes(1),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            1024,
            Duration.ofMinutes(10),
            64 * 1024,
            1024);

    /**
     * How a message comes in.
     *
     * @param lasts how long it has been coming
     * @param octets what has come of it
     * @param window how long octets have been counted for the rate
     * @param octetsInWindow what has come meanwhile
     * @param sender how well its sender is known
     */
    public record Transfer(Duration lasts, long octets, Duration window, long octetsInWindow, Acquaintance sender) {}

    public Pace {
        Bound.positive("seconds of a command", command.toSeconds());
        Bound.positive("seconds before a login", login.toSeconds());
        Bound.positive("seconds between messages", betweenMessages.toSeconds());
        Bound.positive("octets of a message in a minute", octetsAMinute);
        Bound.positive("seconds of a message", message.toSeconds());
        Bound.positive("octets of a message in a second", octetsASecond);
        Bound.positive("octets of a user's message in a second", usersOctetsASecond);
    }

    /**
     * Judges a session that goes on with commands.
     *
     * @param lasts since it began
     * @param sinceMessage since it began, or since its last message ended
     */
    public Optional<Slowness> ofSession(Acquaintance peer, Duration lasts, Duration sinceMessage) {
        return switch (peer) {
            case TO_COME -> beyond(lasts, login, Slowness.LOGIN);
            case ANYBODY -> beyond(sinceMessage, betweenMessages, Slowness.NO_MESSAGE);
            case KNOWN -> Optional.empty();
        };
    }

    /** Judges a command that was begun and has not ended. */
    public Optional<Slowness> ofCommand(Duration lasts) {
        return beyond(lasts, command, Slowness.COMMAND);
    }

    /** Judges a message that has not ended. */
    public Optional<Slowness> ofMessage(Transfer transfer) {
        boolean counted = transfer.window().compareTo(MINUTE) >= 0;
        if (counted && transfer.octetsInWindow() < octetsAMinute) {
            return Optional.of(Slowness.MESSAGE_RATE);
        }
        return beyond(transfer.lasts(), mayTake(transfer.octets(), transfer.sender()), Slowness.MESSAGE_TIME);
    }

    /** How long a message of so many octets may take. */
    public Duration mayTake(long octets, Acquaintance sender) {
        return message.plusSeconds(octets / (sender == Acquaintance.KNOWN ? usersOctetsASecond : octetsASecond));
    }

    private static Optional<Slowness> beyond(Duration lasts, Duration most, Slowness slowness) {
        return lasts.compareTo(most) >= 0 ? Optional.of(slowness) : Optional.empty();
    }
}
