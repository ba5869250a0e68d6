// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.server.transport.limit.ConnectionLimiter;
import dev.sekisho.server.transport.limit.ConnectionTimers;
import dev.sekisho.server.transport.limit.IdleTimeout;
import dev.sekisho.server.transport.output.OutputWriter;
import dev.sekisho.server.transport.proxy.ProxiedClient;
import dev.sekisho.server.transport.tls.TlsEndpoint;
import dev.sekisho.server.transport.tls.TlsSessionInfo;
import dev.sekisho.server.transport.worker.WorkerPool;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A client's connection as its session sees it.
 *
 * <p>Input is read only when the session waits for it and the client takes our output, so a client that does not read is not read from,
 * and memory is bounded by one receive buffer. Everything here happens on the connection's event loop; work that may block is given to the
 * workers, and input waits meanwhile.
 */
public final class ClientConnection {
    private static final AttributeKey<ConnectionLimiter.Place> PLACE =
            AttributeKey.valueOf(ConnectionLimiter.Place.class, "place");

    private final Channel channel;
    private final SessionDriver driver;
    private final ConnectionCloser closer;
    private final OutputWriter output;
    private final TlsLayer tls;
    private final IdleTimeout idle;
    private final WorkerPool workers;

    ClientConnection(
            Channel channel,
            SessionDriver driver,
            ConnectionCloser closer,
            OutputWriter output,
            TlsLayer tls,
            IdleTimeout idle,
            WorkerPool workers) {
        this.channel = channel;
        this.driver = driver;
        this.closer = closer;
        this.output = output;
        this.tls = tls;
        this.idle = idle;
        this.workers = workers;
    }

    /** The handler that has a session on a channel, to be added to that channel's pipeline. */
    public static ChannelHandler handler(
            Channel channel,
            ProtocolSessionFactory sessions,
            TlsEndpoint tlsEndpoint,
            Executor workers,
            ConnectionSettings settings) {
        return new ConnectionHandler(channel, sessions, tlsEndpoint, new WorkerPool(workers), settings);
    }

    /** Writes a line and its CR LF; it leaves with the next flush, at the latest before input is waited for. */
    public void line(String line) {
        write(Unpooled.wrappedBuffer((line + "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes octets; the buffer is released. */
    public void write(ByteBuf octets) {
        output.write(octets);
    }

    /**
     * Writes octets from any thread, which does not wait for the client: what it does not read is kept in a file. Input is read when all of
     * it was handed on. The buffer is released.
     *
     * @throws IOException if the connection is gone, or so much waits for the client that it ends
     */
    public void send(ByteBuf octets) throws IOException {
        output.send(octets);
    }

    /** Closes the connection when what was written has left, in a way that lets the client read it. */
    public void close(EndReason why) {
        closer.close(why);
    }

    /**
     * Ends the session as soon as neither a command nor a message is under way; commands behind them are not begun. For any thread.
     *
     * @param goodbye tells the client, on the event loop
     */
    public void closeWhenIdle(Runnable goodbye, EndReason why) {
        execute(() -> driver.leave(goodbye, why));
    }

    /** Calls {@code action} when the connection is gone, or at once if it is. It must not block. */
    public void whenGone(Runnable action) {
        channel.closeFuture().addListener(gone -> action.run());
    }

    /** Lets the client say nothing for so long from now on, instead of what its listener allows. */
    public void allowSilence(Duration longer) {
        idle.allow(longer);
    }

    /** The client need not say anything: its silence counts from now on. */
    public void excuseSilence() {
        idle.progress();
    }

    /** True if the client's system has taken all that was written. */
    public boolean taken() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return output.idle() && waiting != null && waiting.isEmpty();
    }

    /** True if TLS can be started now. */
    public boolean tlsAvailable() {
        return tls.available();
    }

    /**
     * Answers STARTTLS or STLS and begins the handshake, as one task of the event loop: whatever octet comes after the command and is
     * not TLS ends the connection (RFC 3207 4.2, RFC 2595 2.1), because it has no other way to go than into the TLS handler.
     */
    public void startTls(String goAhead) {
        driver.startTls(goAhead);
    }

    /**
     * Runs work that may block on a worker, and its continuation on the event loop. No input is read meanwhile. A failure of the work
     * ends the connection with {@link ProtocolSession#failed}.
     */
    public <T> void offload(Callable<T> work, Consumer<T> then) {
        offload(work, then, closer::fault);
    }

    /** The same for work whose failure does not end the connection: {@code failed} is called on the event loop instead. */
    public <T> void offload(Callable<T> work, Consumer<T> then, Consumer<Throwable> failed) {
        driver.pauseFor((task, resume) -> workers.run(task.tracking(work), then, failed, resume));
    }

    /** Runs a continuation on the event loop once a result is there, without a worker. No input is read meanwhile. A failure ends the connection. */
    public <T> void await(CompletableFuture<T> result, Consumer<T> then) {
        driver.pauseFor((task, resume) -> result.whenComplete((value, failure) -> resume.accept(() -> {
            if (failure == null) {
                then.accept(value);
            } else {
                closer.fault(failure);
            }
        })));
    }

    /**
     * The same after some time, during which no worker is held; not at all if the connection is being closed by then. What was written
     * before leaves at once.
     */
    public <T> void offloadAfter(Duration wait, Callable<T> work, Consumer<T> then, Consumer<Throwable> failed) {
        channel.flush();
        driver.pauseFor((task, resume) -> {
            var timer = channel.eventLoop()
                    .schedule(
                            () -> {
                                if (open()) {
                                    workers.run(task.tracking(work), then, failed, resume);
                                } else {
                                    resume.accept(() -> {});
                                }
                            },
                            wait.toNanos(),
                            TimeUnit.NANOSECONDS);
            timer.addListener(over -> {
                if (over.isCancelled()) {
                    resume.accept(() -> {});
                }
            });
        });
    }

    /** The same on other threads than those of the workers. A failure may be that they have too much to do. */
    public <T> void offload(Executor threads, Callable<T> work, Consumer<T> then, Consumer<Throwable> failed) {
        driver.pauseFor((task, resume) -> new WorkerPool(threads).run(task.tracking(work), then, failed, resume));
    }

    /** Ends the connection as a failure of its work does. For the event loop. */
    public void fault(Throwable failure) {
        closer.fault(failure);
    }

    /** Runs work that may block on a worker; nobody waits for it, and a failure is logged. */
    public void detach(Runnable work) {
        workers.detach(work, closer::logFault);
    }

    /**
     * Calls {@code action} on the event loop once the client has taken enough of what was written, and all of what was sent. No input is
     * read meanwhile.
     */
    public void whenWritable(Runnable action) {
        driver.whenWritable(action);
    }

    /** Runs a step on the event loop, unless the connection is being closed by then. For any thread. */
    public void execute(Runnable step) {
        channel.eventLoop().execute(() -> driver.step(step));
    }

    /** Runs a step on the event loop after some time, unless the connection is being closed by then. For the event loop. */
    public void schedule(Duration wait, Runnable step) {
        ConnectionTimers.schedule(channel, () -> driver.step(step), wait);
    }

    /** Runs work on a worker after some time, unless the connection is gone by then. A failure of the work ends the connection. */
    public void later(Duration wait, Runnable work) {
        ConnectionTimers.schedule(
                channel,
                () -> {
                    if (open()) {
                        workers.execute(work, closer::failedWork);
                    }
                },
                wait);
    }

    /** Compresses what is written from now on and expects the client to do the same (RFC 4978). */
    public void compress() {
        channel.eventLoop().execute(() -> output.afterwards(() -> tls.compress(channel)));
    }

    /** What is known of the session's TLS; empty in cleartext. */
    public Optional<TlsSessionInfo> tls() {
        return tls.session();
    }

    /** The connection has this place among those of its listener. */
    static void take(Channel channel, ConnectionLimiter.Place place) {
        channel.attr(PLACE).set(place);
    }

    /** A user has logged in, and the connection counts as one of that user's. @return why, if it is one too many; it counts as before then */
    public Optional<String> identified(String user) {
        ConnectionLimiter.Place place = channel.attr(PLACE).get();
        return place == null ? Optional.empty() : place.identified(user);
    }

    /** The client's address. */
    public InetSocketAddress client() {
        return ProxiedClient.addressOf(channel);
    }

    /** Our address. */
    public InetSocketAddress local() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** A short name of the connection for logs. */
    public String id() {
        return channel.id().asShortText();
    }

    /** True while the client is there. For any thread. */
    public boolean connected() {
        return channel.isActive();
    }

    /** True until the connection is being closed. */
    public boolean open() {
        return closer.open();
    }
}
