// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.relay.client.message.MessageContent;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.EhloCapabilities;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSession;

/** A connection over which mail may be sent, one message after the other. For any thread, one message at a time. */
public final class SmtpClientSession {
    private final OutboundConnection connection;
    private final TargetServer target;
    private final EhloCapabilities offered;
    private final SmtpTimeouts timeouts;
    private final Executor readers;
    private volatile int messages;

    SmtpClientSession(
            OutboundConnection connection,
            TargetServer target,
            EhloCapabilities offered,
            SmtpTimeouts timeouts,
            Executor readers) {
        this.connection = connection;
        this.target = target;
        this.offered = offered;
        this.timeouts = timeouts;
        this.readers = readers;
    }

    /** Who is at the other end. */
    public TargetServer target() {
        return target;
    }

    /** How many messages went over it. */
    public int messages() {
        return messages;
    }

    /** Over what its messages go. */
    public ConnectionInfo via() {
        Optional<SSLSession> tls = connection.tls();
        return new ConnectionInfo(
                target.address(), tls.map(SSLSession::getProtocol), tls.map(SSLSession::getCipherSuite));
    }

    /** Whether the connection is encrypted. */
    public boolean encrypted() {
        return connection.encrypted();
    }

    /** The pin of the key that the server proved to hold. */
    public Optional<Pin> presented() {
        return connection.presented();
    }

    /** False once the connection cannot be used any more. */
    public boolean usable() {
        return connection.usable();
    }

    /**
     * Sends a message.
     *
     * @return the result of each recipient, in their order; never fails
     */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one message at a time
    public CompletableFuture<List<RecipientResult>> send(OutboundEnvelope envelope, MessageContent content) {
        messages++;
        return CompletableFuture.supplyAsync(
                        () -> new OutboundTransaction(connection, offered, timeouts, envelope, content, readers),
                        connection.channel().eventLoop())
                .thenCompose(OutboundTransaction::run);
    }

    /** Says goodbye and closes; does not wait. */
    public void close() {
        connection.channel().eventLoop().execute(() -> {
            if (connection.usable()) {
                connection
                        .ask("QUIT", timeouts.connect())
                        .whenComplete((reply, failure) ->
                                connection.fail(DeliveryFailure.broken("we closed the connection")));
            } else {
                connection.fail(DeliveryFailure.broken("we closed the connection"));
            }
        });
    }
}
