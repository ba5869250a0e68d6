// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.policy.pin.Pin;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSession;

/** A connection over which mail may be sent, one message after the other. For any thread, one message at a time. */
public final class SmtpClientSession {
    private final OutboundConnection wire;
    private final TargetServer hop;
    private final EhloCapabilities offered;
    private final SmtpTimeouts timeouts;
    private final Executor readers;
    private volatile int messages;

    SmtpClientSession(
            OutboundConnection wire,
            TargetServer hop,
            EhloCapabilities offered,
            SmtpTimeouts timeouts,
            Executor readers) {
        this.wire = wire;
        this.hop = hop;
        this.offered = offered;
        this.timeouts = timeouts;
        this.readers = readers;
    }

    /** Who is at the other end. */
    public TargetServer hop() {
        return hop;
    }

    /** How many messages went over it. */
    public int messages() {
        return messages;
    }

    /** Over what its messages go. */
    public ConnectionInfo via() {
        Optional<SSLSession> tls = wire.tls();
        return new ConnectionInfo(hop.address(), tls.map(SSLSession::getProtocol), tls.map(SSLSession::getCipherSuite));
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
    public CompletableFuture<List<RecipientResult>> send(OutboundEnvelope envelope, MessageContent content) {
        messages++;
        return CompletableFuture.supplyAsync(
                        () -> new OutboundTransaction(wire, offered, timeouts, envelope, content, readers),
                        wire.channel().eventLoop())
                .thenCompose(OutboundTransaction::run);
    }

    /** Says goodbye and closes; does not wait. */
    public void close() {
        wire.channel().eventLoop().execute(() -> {
            if (wire.usable()) {
                wire.ask("QUIT", timeouts.connect())
                        .whenComplete(
                                (reply, failure) -> wire.fail(DeliveryFailure.broken("we closed the connection")));
            } else {
                wire.fail(DeliveryFailure.broken("we closed the connection"));
            }
        });
    }
}
