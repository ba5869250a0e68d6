// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import dev.sekisho.policy.PortPolicy;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.util.Size;

/**
 * What {@code imapserver.xml} says of James' engine, in James' own elements.
 *
 * @param engine what the engine itself is told
 * @param lineLimit octets of a command line
 * @param inMemoryLiteral octets of a literal that are kept in memory
 * @param literalLimit octets of a literal
 * @param compress whether COMPRESS (RFC 4978) is served
 * @param silentIdle whether IDLE is silent while a command is served
 * @param autologout how long a session that is logged in may say nothing (RFC 9051 5.4: at least 30 minutes)
 */
public record ImapEngineSettings(
        ImapConfiguration engine,
        int lineLimit,
        int inMemoryLiteral,
        int literalLimit,
        boolean compress,
        boolean silentIdle,
        Duration autologout) {
    private static final Duration SHORTEST_AUTOLOGOUT = Duration.ofMinutes(30);
    private static final int THREADS = ImapConfiguration.DEFAULT_CONCURRENT_REQUESTS;
    private static final int LINE = 65_536;
    /** Nothing is shared, so what would share is not offered (RFC 4314). */
    private static final String SHARING = "ACL";

    private static final long IN_MEMORY = 256 * 1024;

    /** Reads a listener's element; what it does not say is as James has it, within the bounds of the policy. */
    public static ImapEngineSettings of(HierarchicalConfiguration<ImmutableNode> listener, PortPolicy policy) {
        Duration idle = policy.limits().connections().idle();
        int literal =
                octets(listener, "literalSizeLimit", policy.limits().messages().octets());
        return new ImapEngineSettings(
                engine(listener, literal),
                listener.getInt("maxLineLength", LINE),
                octets(listener, "inMemorySizeLimit", IN_MEMORY),
                literal,
                listener.getBoolean("compress", false),
                listener.getBoolean("ignoreIDLEUponProcessing", true),
                idle.compareTo(SHORTEST_AUTOLOGOUT) < 0 ? SHORTEST_AUTOLOGOUT : idle);
    }

    /** The threads that carry commands out: as many as requests may be under way, beyond which a bounded number waits. */
    public ExecutorService newWorkers() {
        AtomicInteger count = new AtomicInteger();
        int threads = engine.getConcurrentRequests() < 1 ? THREADS : engine.getConcurrentRequests();
        int waiting = engine.getMaxQueueSize() < 1 ? Integer.MAX_VALUE : engine.getMaxQueueSize();
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

    private static ImapConfiguration engine(HierarchicalConfiguration<ImmutableNode> listener, int literal) {
        return ImapConfiguration.builder()
                .enableIdle(listener.getBoolean("enableIdle", ImapConfiguration.DEFAULT_ENABLE_IDLE))
                .idleTimeInterval(
                        listener.getLong("idleTimeInterval", ImapConfiguration.DEFAULT_HEARTBEAT_INTERVAL_IN_SECONDS))
                .idleTimeIntervalUnit(TimeUnit.valueOf(
                        listener.getString("idleTimeIntervalUnit", "SECONDS").toUpperCase(Locale.ROOT)))
                .disabledCaps(ImmutableSet.<String>builder()
                        .add(SHARING)
                        .addAll(Splitter.on('|')
                                .omitEmptyStrings()
                                .trimResults()
                                .split(listener.getString("disabledCaps", "")))
                        .build())
                .appendLimit(Optional.of(literal))
                .maxQueueSize(listener.getInteger("maxQueueSize", ImapConfiguration.DEFAULT_QUEUE_SIZE))
                .concurrentRequests(
                        listener.getInteger("concurrentRequests", ImapConfiguration.DEFAULT_CONCURRENT_REQUESTS))
                .isProvisionDefaultMailboxes(listener.getBoolean(
                        "provisionDefaultMailboxes", ImapConfiguration.DEFAULT_PROVISION_DEFAULT_MAILBOXES))
                .withCustomProperties(listener.getProperties("customProperties"))
                .build();
    }

    private static int octets(HierarchicalConfiguration<ImmutableNode> listener, String name, long byDefault) {
        long octets = Optional.ofNullable(listener.getString(name, null))
                .map(Size::parse)
                .map(Size::asBytes)
                .filter(said -> said > 0)
                .orElse(byDefault);
        return Math.toIntExact(Math.min(octets, Integer.MAX_VALUE));
    }
}
