// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.store.outgoing.TakenRecipients;
import dev.sekisho.store.sql.TransientFailureLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was delivered and could not be told to its sender, who asked to be told. Its rows stay taken until it can be, so that it is neither delivered again nor
 * forgotten. For any thread.
 */
final class PendingDsns {
    private static final Logger LOGGER = LoggerFactory.getLogger(PendingDsns.class);
    /** How long to wait before a notice that could not be kept is tried again. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    private final DsnSender dsns;
    private final Clock clock;
    private final BiConsumer<TakenRecipients, Map<Long, DeliveryResult>> write;
    private final ConcurrentLinkedQueue<Late> all = new ConcurrentLinkedQueue<>();

    private record Late(TakenRecipients group, Map<Long, DeliveryResult> results, Instant next) {}

    /** @param write stores the results once their DSN is stored */
    PendingDsns(DsnSender dsns, Clock clock, BiConsumer<TakenRecipients, Map<Long, DeliveryResult>> write) {
        this.dsns = dsns;
        this.clock = clock;
        this.write = write;
    }

    /** @param tried the time of the last attempt */
    void add(TakenRecipients group, Map<Long, DeliveryResult> delivered, Instant tried) {
        if (!delivered.isEmpty()) {
            all.add(new Late(group, Map.copyOf(delivered), tried.plus(AGAIN)));
        }
    }

    /** Tries again to store the DSNs. */
    void sendAgain() {
        Instant now = clock.instant();
        for (int i = all.size(); i > 0; i--) {
            Late late = all.poll();
            if (late == null) {
                return;
            }
            if (now.isBefore(late.next())) {
                all.add(late);
            } else if (written(late)) {
                write.accept(late.group(), late.results());
            } else {
                add(late.group(), late.results(), now);
            }
        }
    }

    /** The last attempt. The results are stored even if the DSNs cannot be, so that no message is sent twice. */
    void end() {
        for (Late late = all.poll(); late != null; late = all.poll()) {
            if (!written(late)) {
                LOGGER.warn(
                        "message {} was delivered, but its sender does not get the DSN that it asked for: the DSN could not be stored before the server stopped",
                        late.group().message().name());
            }
            write.accept(late.group(), late.results());
        }
    }

    private boolean written(Late late) {
        try {
            dsns.send(late.group().message(), late.results().values());
            return true;
        } catch (IOException | RuntimeException e) {
            String what = "message " + late.group().message().id()
                    + " was delivered; the DSN for its sender cannot be stored now, trying again";
            TransientFailureLog.ofProcess().error(LOGGER, e, () -> what);
            return false;
        }
    }
}
