// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.SlowClientLimits;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.server.transport.input.AwaitedInput;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Closes the connection of a client that keeps sending, but too slowly. The policy decides what is too slow. Time in
 * which the connection works and reads nothing is not the client's.
 *
 * <p>Confined to one event loop; costs one timer a connection, which looks about once a minute, and a sum for what came.
 */
public final class SlowClientWatch {
    private static final long NOT = Long.MIN_VALUE;

    private final SlowClientLimits limits;
    private final LongSupplier nanoTime;
    private final Consumer<SlowClientReason> action;
    private final long opened;
    private ClientIdentification client = ClientIdentification.TO_COME;
    private long messageEnded;
    private boolean over;
    private long pausedAt = NOT;
    private long commandBegun = NOT;
    private long messageBegun = NOT;
    private long windowBegun;
    private long octets;
    private long octetsInWindow;

    /**
     * @param nanoTime the time
     * @param action what is done with a client that is too slow; called on the event loop, once
     */
    public SlowClientWatch(SlowClientLimits limits, LongSupplier nanoTime, Consumer<SlowClientReason> action) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.action = action;
        this.opened = nanoTime.getAsLong();
        this.messageEnded = opened;
    }

    public void start(Channel channel) {
        schedule(channel, next());
    }

    private void schedule(Channel channel, Duration in) {
        ConnectionTimers.schedule(channel, () -> look(channel), in);
    }

    /** So many octets came. */
    public void came(int more) {
        octets += more;
        octetsInWindow += more;
    }

    /** Nothing is read from now on. */
    public void pause() {
        if (pausedAt == NOT) {
            pausedAt = nanoTime.getAsLong();
        }
    }

    /** A command ended, and another one may have begun. */
    public void commandEnded() {
        commandBegun = NOT;
    }

    /** More is read from now on. */
    public void await(AwaitedInput awaited, ClientIdentification identification) {
        long now = nanoTime.getAsLong();
        resume(now);
        client = identification;
        messageEnded = messageBegun == NOT ? messageEnded : now;
        switch (awaited) {
            case COMMAND -> {
                commandBegun = NOT;
                messageBegun = NOT;
            }
            case REST_OF_COMMAND -> {
                commandBegun = commandBegun == NOT ? now : commandBegun;
                messageBegun = NOT;
            }
            case MESSAGE -> {
                commandBegun = NOT;
                if (messageBegun == NOT) {
                    messageBegun = now;
                    octets = 0;
                    beginWindow(now);
                }
            }
        }
    }

    private void resume(long now) {
        if (pausedAt == NOT) {
            return;
        }
        long pause = now - pausedAt;
        pausedAt = NOT;
        commandBegun += commandBegun == NOT ? 0 : pause;
        messageBegun += messageBegun == NOT ? 0 : pause;
        windowBegun += pause;
    }

    private void beginWindow(long now) {
        windowBegun = now;
        octetsInWindow = 0;
    }

    private void look(Channel channel) {
        if (over) {
            return;
        }
        Optional<SlowClientReason> slowness = pausedAt == NOT ? reason() : Optional.empty();
        over = slowness.isPresent();
        slowness.ifPresentOrElse(action, () -> schedule(channel, next()));
    }

    private Optional<SlowClientReason> reason() {
        Optional<SlowClientReason> found = messageBegun == NOT || client == ClientIdentification.TO_COME
                ? limits.ofSession(client, since(opened), since(messageEnded))
                : Optional.empty();
        if (found.isEmpty() && commandBegun != NOT) {
            found = limits.ofCommand(since(commandBegun));
        } else if (found.isEmpty() && messageBegun != NOT) {
            Duration window = since(windowBegun);
            found = limits.ofMessage(
                    new SlowClientLimits.Transfer(since(messageBegun), octets, window, octetsInWindow, client));
            if (window.compareTo(SlowClientLimits.MINUTE) >= 0) {
                beginWindow(nanoTime.getAsLong());
            }
        }
        return found;
    }

    /** The time until a bound may be reached: one that holds now, or one of what begins just behind this look. */
    private Duration next() {
        Duration next = least(SlowClientLimits.MINUTE, limits.command());
        next = switch (client) {
            case TO_COME -> least(next, limits.login().minus(since(opened)));
            case ANYBODY ->
                messageBegun == NOT ? least(next, limits.betweenMessages().minus(since(messageEnded))) : next;
            case KNOWN -> next;
        };
        if (commandBegun != NOT) {
            next = least(next, limits.command().minus(since(commandBegun)));
        }
        if (messageBegun != NOT) {
            next = least(next, SlowClientLimits.MINUTE.minus(since(windowBegun)));
            next = least(next, limits.mayTake(octets, client).minus(since(messageBegun)));
        }
        return next.isNegative() || next.isZero() ? Duration.ofSeconds(1) : next;
    }

    private Duration since(long begun) {
        return Duration.ofNanos(nanoTime.getAsLong() - begun);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
