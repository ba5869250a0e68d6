// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.device;

import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.limit.TokenBucket;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts the messages that each address of a device begins, on all listeners of this server together, in memory. Safe for use by any number of
 * threads.
 */
public final class DeviceRateLimiter {
    /** Addresses that are counted at a time; an address beyond them is refused until another has sent nothing for long enough. */
    public static final int MOST_ADDRESSES = 100_000;

    private final LongSupplier nanos;
    private final Map<InetAddress, TokenBucket.State> begun = new HashMap<>();

    /** Counts by a clock that only goes forward, in nanoseconds. */
    public DeviceRateLimiter(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Counts a message that an address of the device begins; false, and nothing is counted, if its rate allows no more now. */
    public synchronized boolean begin(Device device, InetAddress address) {
        long now = nanos.getAsLong();
        TokenBucket.State before = begun.get(address);
        if (before == null && begun.size() >= MOST_ADDRESSES) {
            begun.values().removeIf(state -> state.isFull(now));
            if (begun.size() >= MOST_ADDRESSES) {
                return false;
            }
        }
        TokenBucket bucket =
                new TokenBucket(device.rate().messages(), device.rate().per());
        Optional<TokenBucket.State> after = bucket.take(before == null ? TokenBucket.State.FULL : before, now);
        after.ifPresent(state -> begun.put(address, state));
        return after.isPresent();
    }
}
