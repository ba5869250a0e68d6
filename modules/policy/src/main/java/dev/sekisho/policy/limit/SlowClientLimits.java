// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

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
public record SlowClientLimits(
        Duration command,
        Duration login,
        Duration betweenMessages,
        long octetsAMinute,
        Duration message,
        long octetsASecond,
        long usersOctetsASecond) {
    /** The time that a message's octets are counted within. */
    public static final Duration MINUTE = Duration.ofMinutes(1);

    /** The limits of all built-in policies. */
    public static final SlowClientLimits DEFAULT = new SlowClientLimits(
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
    public record Transfer(
            Duration lasts, long octets, Duration window, long octetsInWindow, ClientIdentification sender) {}

    public SlowClientLimits {
        LimitCheck.positive("seconds of a command", command.toSeconds());
        LimitCheck.positive("seconds before a login", login.toSeconds());
        LimitCheck.positive("seconds between messages", betweenMessages.toSeconds());
        LimitCheck.positive("octets of a message in a minute", octetsAMinute);
        LimitCheck.positive("seconds of a message", message.toSeconds());
        LimitCheck.positive("octets of a message in a second", octetsASecond);
        LimitCheck.positive("octets of a user's message in a second", usersOctetsASecond);
    }

    /**
     * Decides on a session that goes on with commands.
     *
     * @param lasts since it began
     * @param sinceMessage since it began, or since its last message ended
     */
    public Optional<SlowClientReason> ofSession(ClientIdentification peer, Duration lasts, Duration sinceMessage) {
        return switch (peer) {
            case TO_COME -> beyond(lasts, login, SlowClientReason.LOGIN);
            case ANYBODY -> beyond(sinceMessage, betweenMessages, SlowClientReason.NO_MESSAGE);
            case KNOWN -> Optional.empty();
        };
    }

    /** Decides on a command that was begun and has not ended. */
    public Optional<SlowClientReason> ofCommand(Duration lasts) {
        return beyond(lasts, command, SlowClientReason.COMMAND);
    }

    /** Decides on a message that has not ended. */
    public Optional<SlowClientReason> ofMessage(Transfer transfer) {
        boolean counted = transfer.window().compareTo(MINUTE) >= 0;
        if (counted && transfer.octetsInWindow() < octetsAMinute) {
            return Optional.of(SlowClientReason.MESSAGE_RATE);
        }
        return beyond(transfer.lasts(), mayTake(transfer.octets(), transfer.sender()), SlowClientReason.MESSAGE_TIME);
    }

    /** How long a message of so many octets may take. */
    public Duration mayTake(long octets, ClientIdentification sender) {
        return message.plusSeconds(
                octets / (sender == ClientIdentification.KNOWN ? usersOctetsASecond : octetsASecond));
    }

    private static Optional<SlowClientReason> beyond(Duration lasts, Duration most, SlowClientReason slowness) {
        return lasts.compareTo(most) >= 0 ? Optional.of(slowness) : Optional.empty();
    }
}
