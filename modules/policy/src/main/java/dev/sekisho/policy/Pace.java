// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * How slow a session may be, which says something all the time and so is never idle.
 *
 * @param command how long a command may take from its first octet to its last, without the message in it
 * @param login how long a session may last before a login or, where keys are pinned, before such a key is shown
 * @param octetsAMinute octets of a message that have to come in each minute
 * @param message how long a message may take, whatever its size
 * @param octetsASecond octets for which a message may take a second longer
 * @param usersOctetsASecond the same for who has logged in, or has shown a pinned key
 */
public record Pace(
        Duration command,
        Duration login,
        long octetsAMinute,
        Duration message,
        long octetsASecond,
        long usersOctetsASecond) {
    /** The time that a message's octets are counted within. */
    public static final Duration MINUTE = Duration.ofMinutes(1);

    /** The pace of all built-in policies. */
    public static final Pace DEFAULT =
            new Pace(Duration.ofMinutes(1), Duration.ofMinutes(3), 1024, Duration.ofMinutes(10), 64 * 1024, 1024);

    /**
     * How a message comes in.
     *
     * @param lasts how long it has been coming
     * @param octets what has come of it
     * @param window how long octets have been counted for the rate
     * @param octetsInWindow what has come meanwhile
     * @param known true if its sender has logged in, or has shown a pinned key
     */
    public record Transfer(Duration lasts, long octets, Duration window, long octetsInWindow, boolean known) {}

    public Pace {
        Bound.positive("seconds of a command", command.toSeconds());
        Bound.positive("seconds before a login", login.toSeconds());
        Bound.positive("octets of a message in a minute", octetsAMinute);
        Bound.positive("seconds of a message", message.toSeconds());
        Bound.positive("octets of a message in a second", octetsASecond);
        Bound.positive("octets of a user's message in a second", usersOctetsASecond);
    }

    /** Judges a session that nobody has logged in to. */
    public Optional<Slowness> ofStranger(Duration lasts) {
        return beyond(lasts, login, Slowness.LOGIN);
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
        return beyond(transfer.lasts(), mayTake(transfer.octets(), transfer.known()), Slowness.MESSAGE_TIME);
    }

    /** How long a message of so many octets may take. */
    public Duration mayTake(long octets, boolean known) {
        return message.plusSeconds(octets / (known ? usersOctetsASecond : octetsASecond));
    }

    private static Optional<Slowness> beyond(Duration lasts, Duration most, Slowness slowness) {
        return lasts.compareTo(most) >= 0 ? Optional.of(slowness) : Optional.empty();
    }
}
