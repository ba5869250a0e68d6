// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.relay.client.message.BodyBlockReader;
import dev.sekisho.relay.client.message.BodyEncoder;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.ServerReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Sends a message block by block: the next one is read when the one before is on its way, so that a slow server costs one block. */
final class BodySender {
    private final OutboundConnection connection;
    private final SmtpTimeouts timeouts;
    private final Executor readers;
    private final BodyBlockReader blocks;
    /** Of the event loop. */
    private boolean ended;

    BodySender(OutboundConnection connection, SmtpTimeouts timeouts, Executor readers, BodyBlockReader blocks) {
        this.connection = connection;
        this.timeouts = timeouts;
        this.readers = readers;
        this.blocks = blocks;
    }

    /** Whether the server may have the whole message: its end was sent, or the server believes that it was. */
    boolean ended() {
        return ended;
    }

    /** As the data of DATA. @return the reply to its end, or the one that the server could not wait with */
    CompletableFuture<ServerReply> lines() {
        CompletableFuture<ServerReply> end = connection.await(Duration.ZERO);
        BodyEncoder encoder = new BodyEncoder(true);
        return line(encoder, end).thenCompose(all -> all ? inTime(end) : end.thenApply(this::early));
    }

    /** @return true if all was sent, false if the server answered before */
    private CompletableFuture<Boolean> line(BodyEncoder encoder, CompletableFuture<ServerReply> end) {
        if (end.isDone()) {
            return CompletableFuture.completedFuture(false);
        }
        boolean last = blocks.last();
        ended = last;
        return connection
                .send(encoded(encoder, last), timeouts.block())
                .thenCompose(sent -> last
                        ? CompletableFuture.completedFuture(true)
                        : next().thenComposeAsync(
                                        read -> line(encoder, end),
                                        connection.channel().eventLoop()));
    }

    private ByteBuf encoded(BodyEncoder encoder, boolean last) {
        return encoder.encode(blocks.octets(), blocks.length(), last);
    }

    private CompletableFuture<Void> next() {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        blocks.next();
                    } catch (IOException e) {
                        // Half a message must not end with a dot: the connection breaks.
                        throw new CompletionException(
                                DeliveryFailure.broken("our own store failed: " + e.getMessage()));
                    }
                },
                readers);
    }

    private CompletableFuture<ServerReply> inTime(CompletableFuture<ServerReply> end) {
        if (!end.isDone()) {
            var timer = connection
                    .channel()
                    .eventLoop()
                    .schedule(
                            () -> connection.fail(
                                    DeliveryFailure.broken("it did not answer to the end of the message within "
                                            + timeouts.dataEnd().toSeconds() + " s")),
                            timeouts.dataEnd().toMillis(),
                            TimeUnit.MILLISECONDS);
            end.whenComplete((reply, failure) -> timer.cancel(false));
        }
        return end;
    }

    /** A refusal in mid-message is one; an acceptance of what it has not seen is not. Either way the order of replies is lost. */
    private ServerReply early(ServerReply reply) {
        if (reply.positive()) {
            ended = true;
            throw new CompletionException(DeliveryFailure.broken("it accepted the message before its end"));
        }
        connection.fail(DeliveryFailure.broken("it answered before the end of the message"));
        return reply;
    }

    /** As BDAT chunks (RFC 3030). @return the reply to the last, or to the one that was refused */
    CompletableFuture<ServerReply> chunks() {
        return chunk(new BodyEncoder(false));
    }

    private CompletableFuture<ServerReply> chunk(BodyEncoder encoder) {
        boolean last = blocks.last();
        ByteBuf octets = encoded(encoder, last);
        String command = "BDAT " + octets.readableBytes() + (last ? " LAST\r\n" : "\r\n");
        CompletableFuture<ServerReply> answer = connection.await(timeouts.dataEnd());
        ended = last && connection.usable();
        ByteBuf both = connection
                .channel()
                .alloc()
                .compositeBuffer(2)
                .addComponent(true, ByteBufUtil.writeAscii(connection.channel().alloc(), command))
                .addComponent(true, octets);
        return connection
                .send(both, timeouts.block())
                .thenCompose(sent -> answer)
                .thenCompose(reply -> last || !reply.positive()
                        ? CompletableFuture.completedFuture(reply)
                        : next().thenComposeAsync(
                                        read -> chunk(encoder),
                                        connection.channel().eventLoop()));
    }
}
