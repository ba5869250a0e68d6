// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.server.imap.session.ImapLimits;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.util.Size;

/**
 * What {@code imapserver.xml} says of a listener in James' elements.
 *
 * @param limits the bounds of its sessions
 * @param unlisted the capabilities that are not listed, in upper case
 * @param threads the threads that carry commands out
 * @param waiting how many commands may wait for a thread
 */
record ImapXml(ImapLimits limits, Set<String> unlisted, int threads, int waiting) {
    private static final Duration SHORTEST_AUTOLOGOUT = Duration.ofMinutes(30);
    private static final int LINE = 65_536;
    private static final int THREADS = 128;
    private static final int WAITING = 4_096;

    /** Reads a listener's element; what it does not say is as James has it, within the bounds of the policy. */
    static ImapXml of(HierarchicalConfiguration<ImmutableNode> listener, PortPolicy policy) {
        Duration idle = policy.limits().connections().idle();
        int threads = listener.getInt("concurrentRequests", THREADS);
        int waiting = listener.getInt("maxQueueSize", WAITING);
        return new ImapXml(
                new ImapLimits(
                        listener.getInt("maxLineLength", LINE),
                        octets(listener, policy.limits().messages().octets()),
                        idle.compareTo(SHORTEST_AUTOLOGOUT) < 0 ? SHORTEST_AUTOLOGOUT : idle,
                        listener.getBoolean("compress", true)),
                unlisted(listener.getString("disabledCaps", "")),
                threads < 1 ? THREADS : threads,
                waiting < 1 ? Integer.MAX_VALUE : waiting);
    }

    private static Set<String> unlisted(String disabled) {
        return Arrays.stream(disabled.split("\\|"))
                .map(name -> name.strip().toUpperCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static int octets(HierarchicalConfiguration<ImmutableNode> listener, long byDefault) {
        long octets = Optional.ofNullable(listener.getString("literalSizeLimit", null))
                .map(Size::parse)
                .map(Size::asBytes)
                .filter(said -> said > 0)
                .orElse(byDefault);
        return Math.toIntExact(Math.min(octets, Integer.MAX_VALUE));
    }

    /** The threads that carry commands out, beyond which a bounded number waits. */
    ExecutorService newWorkers() {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(waiting),
                task -> new Thread(task, "imap-" + count.incrementAndGet()));
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }
}
