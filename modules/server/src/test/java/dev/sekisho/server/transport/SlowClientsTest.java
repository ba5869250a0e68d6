// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.SlowClientLimits;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.server.transport.input.AwaitedInput;
import dev.sekisho.server.transport.output.OutputSpill;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers that are never silent for long, and slow all the same. Time is turned by the test. */
class SlowClientsTest {
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final Duration DRIP = Duration.ofSeconds(5);
    private static final int SESSIONS = 80;

    private final AtomicLong nanos = new AtomicLong();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private final List<Session> opened = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        opened.forEach(session -> session.channel.finishAndReleaseAll());
    }

    /** What a session waits for while octets drip. */
    private enum Waiting {
        FOR_A_LOGIN,
        FOR_THE_END_OF_A_COMMAND,
        FOR_A_MESSAGE
    }

    @ParameterizedTest
    @EnumSource(Waiting.class)
    void anOctetInFiveSecondsHoldsNoSession(Waiting waiting) {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            Session session = new Session(waiting);
            sessions.add(session);
        }
        for (Duration passed = Duration.ZERO; passed.compareTo(Duration.ofMinutes(4)) < 0; passed = passed.plus(DRIP)) {
            sessions.forEach(session -> session.say(1));
            pass(DRIP, sessions);
        }
        assertThat(sessions).noneMatch(session -> session.channel.isOpen());
        assertThat(sessions)
                .allMatch(session -> session.conversation.said.equals(Optional.of(
                        switch (waiting) {
                            case FOR_A_LOGIN -> SlowClientReason.LOGIN;
                            case FOR_THE_END_OF_A_COMMAND -> SlowClientReason.COMMAND;
                            case FOR_A_MESSAGE -> SlowClientReason.MESSAGE_RATE;
                        })));
    }

    @Test
    void whoSendsACommandNowAndThenLogsInOrGoes() {
        Session session = new Session(Waiting.FOR_A_LOGIN);
        pass(Duration.ofSeconds(170), session);
        assertThat(session.channel.isOpen()).isTrue();
        session.conversation.peer = ClientIdentification.KNOWN;
        session.say(1);
        for (int minute = 0; minute < 30; minute++) {
            pass(Duration.ofMinutes(4), session);
            session.say(1);
        }
        assertThat(session.channel.isOpen())
                .as("a user may be silent nearly as long as idle allows")
                .isTrue();
    }

    @Test
    void commandsAloneHoldNoSessionWhereNobodyLogsIn() {
        Session session = new Session(Waiting.FOR_A_LOGIN);
        session.conversation.peer = ClientIdentification.ANYBODY;
        for (int i = 0; i < 30; i++) {
            if (i == 15) {
                session.conversation.awaited = AwaitedInput.MESSAGE;
                session.say(2_000);
                session.conversation.awaited = AwaitedInput.COMMAND;
            }
            session.say(1);
            pass(Duration.ofSeconds(30), session);
        }
        assertThat(session.channel.isOpen())
                .as("15 minutes, with a message in their midst")
                .isTrue();
        for (int i = 0; i < 10; i++) {
            session.say(1);
            pass(Duration.ofSeconds(30), session);
        }
        assertThat(session.conversation.said).contains(SlowClientReason.NO_MESSAGE);
        assertThat(session.channel.isOpen()).isFalse();
    }

    @Test
    void aStrangersMessageHasLessTimeThanAUsers() {
        Session session = new Session(Waiting.FOR_A_MESSAGE);
        session.conversation.peer = ClientIdentification.ANYBODY;
        int seconds = 0;
        while (session.channel.isOpen() && seconds < 3_600) {
            session.say(2_000);
            pass(Duration.ofSeconds(1), session);
            seconds++;
        }
        assertThat(session.conversation.said).contains(SlowClientReason.MESSAGE_TIME);
        assertThat(seconds).isBetween(600, 700);
    }

    /** 42 minutes. */
    @Test
    void aPhoneAt2KilobytesASecondSends5Megabytes() {
        Session session = new Session(Waiting.FOR_A_MESSAGE);
        for (int sent = 0; sent < 5_000_000; sent += 2_000) {
            session.say(2_000);
            pass(Duration.ofSeconds(1), session);
        }
        assertThat(session.channel.isOpen()).isTrue();
        session.conversation.awaited = AwaitedInput.COMMAND;
        session.say(1);
        pass(Duration.ofMinutes(4), session);
        assertThat(session.channel.isOpen()).isTrue();
    }

    @Test
    void aMessageThatKeepsTheRateHasItsTime() {
        Session session = new Session(Waiting.FOR_A_MESSAGE);
        int seconds = 0;
        while (session.channel.isOpen() && seconds < 3_600) {
            session.say(20);
            pass(Duration.ofSeconds(1), session);
            seconds++;
        }
        assertThat(session.conversation.said).contains(SlowClientReason.MESSAGE_TIME);
        assertThat(seconds).isBetween(600, 680);
    }

    @Test
    void timeInWhichTheServerWorksIsNotThePeers() {
        Session session = new Session(Waiting.FOR_A_MESSAGE);
        session.conversation.works = true;
        session.say(300_000);
        pass(Duration.ofMinutes(3), session);
        session.conversation.works = false;
        work.remove().run();
        session.run();
        pass(Duration.ofSeconds(55), session);
        assertThat(session.channel.isOpen()).isTrue();
        pass(Duration.ofMinutes(2), session);
        assertThat(session.conversation.said).contains(SlowClientReason.MESSAGE_RATE);
    }

    @Test
    void commandsOneAfterTheOtherAreNoSlowCommand() {
        Session session = new Session(Waiting.FOR_THE_END_OF_A_COMMAND);
        for (int i = 0; i < 100; i++) {
            session.conversation.endsACommand = true;
            session.say(2);
            pass(Duration.ofSeconds(30), session);
        }
        assertThat(session.channel.isOpen()).isTrue();
    }

    private void pass(Duration time, Session session) {
        for (long second = 0; second < time.toSeconds(); second += 5) {
            pass(Duration.ofSeconds(Math.min(5, time.toSeconds() - second)), List.of(session));
        }
    }

    private void pass(Duration time, List<Session> sessions) {
        nanos.addAndGet(time.toNanos());
        for (Session session : sessions) {
            session.channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
            session.run();
        }
    }

    private final class Session {
        private final Scripted conversation;
        private final EmbeddedChannel channel = new Loopback();

        private Session(Waiting waiting) {
            conversation = new Scripted(waiting);
            opened.add(this);
            channel.freezeTime();
            channel.pipeline()
                    .addLast(ClientConnection.handler(
                            channel,
                            conversation::openedFor,
                            new NoTlsEndpoint(),
                            work::add,
                            new ConnectionSettings(
                                    new ListenerName("test"),
                                    false,
                                    false,
                                    IDLE,
                                    SlowClientLimits.DEFAULT,
                                    new OutputSpill(folder, 1024, 1024, 1),
                                    nanos::get)));
            channel.pipeline().fireChannelActive();
            run();
        }

        private void say(int octets) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.buffer(octets).writeZero(octets));
                run();
            }
        }

        private void run() {
            channel.runPendingTasks();
            channel.runScheduledPendingTasks();
        }
    }

    private static final class Loopback extends EmbeddedChannel {
        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
        }
    }

    private static final class Scripted implements ProtocolSession {
        private final boolean partial;
        private AwaitedInput awaited;
        private ClientIdentification peer;
        private boolean works;
        private boolean endsACommand;
        private ClientConnection connection;
        private Optional<SlowClientReason> said = Optional.empty();

        private Scripted(Waiting waiting) {
            this.partial = waiting == Waiting.FOR_THE_END_OF_A_COMMAND;
            this.awaited = waiting == Waiting.FOR_A_MESSAGE ? AwaitedInput.MESSAGE : AwaitedInput.COMMAND;
            this.peer = waiting == Waiting.FOR_A_LOGIN ? ClientIdentification.TO_COME : ClientIdentification.KNOWN;
        }

        private ProtocolSession openedFor(ClientConnection connected) {
            connection = connected;
            return this;
        }

        @Override
        public void greet() {
            // Nothing is said.
        }

        @Override
        public void tlsStarted() {
            throw new IllegalStateException("there is no TLS");
        }

        @Override
        public boolean read(ByteBuf input) {
            if (partial && !endsACommand) {
                return false;
            }
            input.skipBytes(partial ? 1 : input.readableBytes());
            endsACommand = false;
            if (works) {
                connection.offload(() -> true, done -> {});
            }
            return true;
        }

        @Override
        public void idle() {
            throw new IllegalStateException("this is slow, not idle");
        }

        @Override
        public void tooSlow(SlowClientReason why) {
            said = Optional.of(why);
        }

        @Override
        public AwaitedInput awaited() {
            return awaited;
        }

        @Override
        public ClientIdentification identification() {
            return peer;
        }

        @Override
        public boolean interruptible() {
            return true;
        }

        @Override
        public void stopping() {}

        @Override
        public void failed() {
            throw new IllegalStateException("nothing fails here");
        }

        @Override
        public void closed(EndReason ending) {}
    }
}
