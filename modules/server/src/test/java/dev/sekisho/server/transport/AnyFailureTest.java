// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.SlowClientLimits;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.server.transport.input.AwaitedInput;
import dev.sekisho.server.transport.output.OutputSpill;
import dev.sekisho.server.transport.worker.WorkerTask;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a task of a connection throws, the peer is told, the socket is freed, and the log says it once. */
class AnyFailureTest {
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final AtomicLong nanos = new AtomicLong();
    private final CapturedLog log = CapturedLog.by(ConnectionMessages.class);
    private final Scripted session = new Scripted();
    private Consumer<Runnable> workers = Runnable::run;

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        log.begin();
    }

    @AfterEach
    void end() {
        log.end();
    }

    /** A plain Error is what jutf7 throws at a name it cannot decode. */
    static List<Throwable> failures() {
        return List.of(
                new Error("plain"),
                new OutOfMemoryError("of one task"),
                new StackOverflowError(),
                new NoClassDefFoundError("missing"),
                new AssertionError("wrong"),
                new IllegalStateException("unforeseen"));
    }

    /** Where it is thrown, each from a task of another kind. */
    private enum Kind {
        READING,
        WORK,
        WORK_OF_ITS_OWN_CARE,
        CONTINUATION,
        HANDLING_OF_A_FAILURE,
        WHEN_WRITABLE,
        LATER,
        STOPPING
    }

    static Stream<Arguments> everyFailureOfEveryKind() {
        return Stream.of(Kind.values()).flatMap(kind -> failures().stream().map(each -> Arguments.of(kind, each)));
    }

    @ParameterizedTest
    @MethodSource("everyFailureOfEveryKind")
    void endsTheSessionWithAWord(Kind kind, Throwable failure) {
        EmbeddedChannel channel = connect();
        session.onRead = connection -> throwIn(kind, connection, failure);
        say(channel, "x");
        if (kind == Kind.STOPPING) {
            channel.pipeline().fireUserEventTriggered(ShutdownEvent.SOON);
        }
        pass(channel, Duration.ofMinutes(1));
        assertThat(session.calls).containsOnlyOnce("failed");
        assertEnded(channel, failure);
    }

    private void throwIn(Kind kind, ClientConnection connection, Throwable failure) {
        switch (kind) {
            case READING -> thrown(failure);
            case WORK -> connection.offload(() -> thrown(failure), done -> {});
            case WORK_OF_ITS_OWN_CARE ->
                connection.offload(() -> thrown(failure), done -> {}, logged -> thrown(logged));
            case CONTINUATION -> connection.offload(() -> true, done -> thrown(failure));
            case HANDLING_OF_A_FAILURE ->
                connection.offload(() -> thrown(new Exception("of the work")), done -> {}, logged -> thrown(failure));
            case WHEN_WRITABLE -> connection.whenWritable(() -> thrown(failure));
            case LATER -> connection.later(Duration.ofSeconds(1), () -> thrown(failure));
            case STOPPING -> session.onStopping = () -> thrown(failure);
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void inAGreetingEndsTheSession(Throwable failure) {
        session.onOpened = () -> thrown(failure);
        EmbeddedChannel channel = connect();
        assertEnded(channel, failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void inGoodbyesEndsTheSession(Throwable failure) {
        session.onIdle = () -> thrown(failure);
        session.onFailed = () -> thrown(failure);
        EmbeddedChannel channel = connect();
        pass(channel, IDLE);
        assertEnded(channel, failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void atItsEndIsLogged(Throwable failure) {
        session.onClosed = () -> thrown(failure);
        EmbeddedChannel channel = connect();
        channel.close();
        assertEnded(channel, failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void ofWorkThatNobodyWaitsForIsLogged(Throwable failure) {
        EmbeddedChannel channel = connect();
        session.onRead = connection -> connection.detach(() -> thrown(failure));
        say(channel, "x");
        assertThat(log.lines()).hasSize(1);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void endsTheSessionIfThereIsNoThreadForItsWork() {
        EmbeddedChannel channel = connect();
        OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
        workers = task -> thrown(noThread);
        session.onRead = connection -> connection.offload(() -> true, done -> {});
        say(channel, "x");
        pass(channel, Duration.ofSeconds(1));
        assertEnded(channel, noThread);
    }

    @Test
    void endsTheSessionIfItsTimersWorkIsNotTaken() {
        EmbeddedChannel channel = connect();
        session.onRead = connection -> connection.later(Duration.ofSeconds(1), () -> {});
        say(channel, "x");
        RejectedExecutionException tooMany = new RejectedExecutionException("too many at work");
        workers = task -> thrown(tooMany);
        pass(channel, Duration.ofSeconds(2));
        assertEnded(channel, tooMany);
    }

    /** A peer that has closed its side is not seen meanwhile, since nothing is read. */
    @Test
    void aTaskThatNeverComesBackHoldsNoSocket() {
        EmbeddedChannel channel = connect();
        workers = never -> {};
        session.onRead = connection -> connection.offload(() -> true, done -> {});
        say(channel, "x");
        pass(channel, WorkerTask.LONGEST.minus(IDLE));
        assertThat(channel.isOpen()).as("a task may take long").isTrue();
        pass(channel, IDLE.multipliedBy(2));
        assertThat(channel.isOpen()).isFalse();
        assertThat(log.lines()).singleElement().asString().contains("its work did not finish within 15 minutes");
    }

    @Test
    void theLogNamesTheWorkerThatDoesNotComeBack() throws Exception {
        WorkerTask task = new WorkerTask(nanos::get);
        List<Throwable> places = new ArrayList<>();
        Thread worker = new Thread(
                () -> {
                    try {
                        task.tracking(() -> places.add(task.whereabouts())).call();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                "worker-7");
        worker.start();
        worker.join();
        assertThat(places.get(0)).hasMessageContaining("worker-7");
        assertThat(places.get(0).getStackTrace()).isNotEmpty();
        assertThat(task.whereabouts()).hasMessageContaining("no worker");
    }

    private void assertEnded(EmbeddedChannel channel, Throwable failure) {
        assertThat(channel.isOpen()).isFalse();
        assertThat(session.calls).containsOnlyOnce("closed");
        assertThat(log.lines()).hasSize(1);
        assertThat(log.causes()).containsExactly(failure);
    }

    private EmbeddedChannel connect() {
        EmbeddedChannel channel = new Loopback();
        channel.freezeTime();
        channel.pipeline()
                .addLast(ClientConnection.handler(
                        channel,
                        session::openedFor,
                        new NoTlsEndpoint(),
                        task -> workers.accept(task),
                        new ConnectionSettings(
                                new ListenerName("test"),
                                false,
                                false,
                                IDLE,
                                SlowClientLimits.DEFAULT,
                                new OutputSpill(folder, 1024, 1024, 1),
                                nanos::get)));
        channel.pipeline().fireChannelActive();
        channel.runPendingTasks();
        return channel;
    }

    private static void say(EmbeddedChannel channel, String octets) {
        channel.writeInbound(Unpooled.copiedBuffer(octets, StandardCharsets.US_ASCII));
        channel.runPendingTasks();
    }

    private void pass(EmbeddedChannel channel, Duration time) {
        for (long second = 0; second <= time.toSeconds(); second += 30) {
            long step = Math.min(30, time.toSeconds() - second) + 1;
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(step));
            channel.advanceTimeBy(step, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }
    }

    private static <T> T thrown(Throwable failure) {
        return AnyFailureTest.<T, RuntimeException>sneaky(failure);
    }

    @SuppressWarnings("unchecked")
    private static <T, E extends Throwable> T sneaky(Throwable failure) throws E {
        throw (E) failure;
    }

    /** A channel whose peer has an address. */
    private static final class Loopback extends EmbeddedChannel {
        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
        }
    }

    private static final class Scripted implements ProtocolSession {
        private final List<String> calls = new ArrayList<>();
        private Runnable onOpened = () -> {};
        private Consumer<ClientConnection> onRead = connection -> {};
        private Runnable onIdle = () -> {};
        private Runnable onStopping = () -> {};
        private Runnable onFailed = () -> {};
        private Runnable onClosed = () -> {};
        private ClientConnection connection;

        private ProtocolSession openedFor(ClientConnection connected) {
            connection = connected;
            return this;
        }

        @Override
        public void greet() {
            onOpened.run();
        }

        @Override
        public void tlsStarted() {
            throw new IllegalStateException("there is no TLS");
        }

        @Override
        public boolean read(ByteBuf input) {
            input.skipBytes(input.readableBytes());
            onRead.accept(connection);
            return true;
        }

        @Override
        public void idle() {
            onIdle.run();
        }

        @Override
        public void tooSlow(SlowClientReason why) {
            throw new IllegalStateException("this is not slow");
        }

        @Override
        public AwaitedInput awaited() {
            return AwaitedInput.COMMAND;
        }

        @Override
        public ClientIdentification identification() {
            return ClientIdentification.KNOWN;
        }

        @Override
        public boolean interruptible() {
            return true;
        }

        @Override
        public void stopping() {
            onStopping.run();
        }

        @Override
        public void failed() {
            calls.add("failed");
            onFailed.run();
        }

        @Override
        public void closed(EndReason ending) {
            calls.add("closed");
            onClosed.run();
        }
    }
}
