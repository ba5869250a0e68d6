// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.policy.Pin;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSession;

/** A connection over which mail may be sent, one message after the other. For any thread, one message at a time. */
public final class Session {
    private final Wire wire;
    private final Hop hop;
    private final Capabilities offered;
    private final Timeouts timeouts;
    private final Executor readers;
    private volatile int messages;

    Session(Wire wire, Hop hop, Capabilities offered, Timeouts timeouts, Executor readers) {
        this.wire = wire;
        this.hop = hop;
        this.offered = offered;
        this.timeouts = timeouts;
        this.readers = readers;
    }

    /** Who is at the other end. */
    public Hop hop() {
        return hop;
    }

    /** How many messages went over it. */
    public int messages() {
        return messages;
    }

    /** Over what its messages go. */
    public Via via() {
        Optional<SSLSession> tls = wire.tls();
        return new Via(hop.address(), tls.map(SSLSession::getProtocol), tls.map(SSLSession::getCipherSuite));
    }

    /** Whether the connection is encrypted. */
    public boolean encrypted() {
        return wire.encrypted();
    }

    /** The pin of the key that the server proved to hold. */
    public Optional<Pin> presented() {
        return wire.presented();
    }

    /** False once the connection cannot be used any more. */
    public boolean usable() {
        return wire.usable();
    }

    /**
     * Sends a message.
     *
     * @return what became of each recipient, in their order; never fails
     */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one message at a time
    public CompletableFuture<List<Outcome>> send(Envelope envelope, Content content) {
        messages++;
        return CompletableFuture.supplyAsync(
                        () -> new Transaction(wire, offered, timeouts, envelope, content, readers),
                        wire.channel().eventLoop())
                .thenCompose(Transaction::run);
    }

    /** Says goodbye and closes; does not wait. */
    public void close() {
        wire.channel().eventLoop().execute(() -> {
            if (wire.usable()) {
                wire.ask("QUIT", timeouts.connect())
                        .whenComplete((reply, failure) -> wire.fail(Trouble.broken("we closed the connection")));
            } else {
                wire.fail(Trouble.broken("we closed the connection"));
            }
        });
    }
}
