// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputWriterTest {
    /** Not a multiple of any piece, so that the ring's end falls into one. */
    private static final int ROOM = 400_001;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AtomicInteger tooSlow = new AtomicInteger();
    private final Random random = new Random(1);

    @TempDir
    Path directory;

    private OutputSpill spill;
    private OutputWriter writer;
    private boolean onePiece;

    @BeforeEach
    void begin() {
        channel.freezeTime();
        spill = new OutputSpill(directory, ROOM, 2 * ROOM, 0);
        writer = new OutputWriter(channel, spill, this::took, () -> {}, tooSlow::incrementAndGet);
    }

    @AfterEach
    void end() throws IOException {
        writer.end();
        channel.finishAndReleaseAll();
    }

    @Test
    void keepsTheOrderThroughMemoryAndFile() throws Exception {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        for (int round = 0; round < 20; round++) {
            reads(false);
            for (int i = 0; i < 20; i++) {
                say(30_000);
            }
            reads(true);
            writer.write(noted(10));
            take(taken);
        }
        assertThat(taken.toByteArray()).isEqualTo(said.toByteArray());
        assertThat(writer.idle()).isTrue();
        assertThat(Files.list(directory)).isEmpty();
    }

    @Test
    void waitsWithWhatComesAfterwards() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        reads(false);
        say(10);
        writer.afterwards(ran::incrementAndGet);
        assertThat(ran).hasValue(0);
        reads(true);
        take(new ByteArrayOutputStream());
        assertThat(ran).hasValue(1);
        writer.afterwards(ran::incrementAndGet);
        assertThat(ran).hasValue(2);
    }

    @Test
    void endsAConnectionForWhichThereIsNoRoom() {
        reads(false);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 30; i++) {
                        say(30_000);
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void endsAConnectionForWhichOthersLeftNoRoomUntilTheyAreGone() throws Exception {
        assertThat(spill.takeSpace(2 * ROOM)).isTrue();
        reads(false);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        say(30_000);
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(channel.isOpen()).isFalse();
        spill.giveSpaceBack(2 * ROOM);
        assertThat(spill.takeSpace(2 * ROOM)).isTrue();
    }

    @Test
    void givesSpaceBackWhenItsPeerHasTakenAll() throws Exception {
        reads(false);
        for (int i = 0; i < 20; i++) {
            say(30_000);
        }
        assertThat(spill.takeSpace(2 * ROOM)).isFalse();
        reads(true);
        take(new ByteArrayOutputStream());
        assertThat(spill.takeSpace(2 * ROOM)).isTrue();
    }

    @Test
    void doesNotWaitForAPeerThatTakesAFewOctetsNowAndThen() throws Exception {
        reads(false);
        for (int i = 0; i < 10; i++) {
            say(30_000);
        }
        channel.runPendingTasks();
        channel.advanceTimeBy(OutputWriter.MINUTES, TimeUnit.MINUTES);
        channel.runScheduledPendingTasks();
        assertThat(tooSlow).hasValue(1);
    }

    @Test
    void waitsForAPeerThatIsSlowButReads() throws Exception {
        reads(false);
        for (int i = 0; i < 20; i++) {
            say(30_000);
        }
        channel.runPendingTasks();
        onePiece = true;
        for (int i = 0; i < 3; i++) {
            for (int taken = 0; taken <= OutputWriter.LEAST; ) {
                taken += takeOne();
            }
            channel.advanceTimeBy(OutputWriter.MINUTES, TimeUnit.MINUTES);
            channel.runScheduledPendingTasks();
        }
        assertThat(tooSlow).hasValue(0);
    }

    private void say(int octets) throws IOException {
        writer.send(noted(octets));
    }

    private ByteBuf noted(int octets) {
        byte[] noted = new byte[octets];
        random.nextBytes(noted);
        said.writeBytes(noted);
        return Unpooled.wrappedBuffer(noted);
    }

    private void took() {
        if (onePiece) {
            reads(false);
        }
    }

    private void reads(boolean reads) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, reads);
    }

    /** One piece that is handed on. */
    private int takeOne() {
        reads(true);
        writer.run();
        int octets = 0;
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            octets += piece.readableBytes();
            piece.release();
        }
        return octets;
    }

    private void take(ByteArrayOutputStream taken) throws IOException {
        channel.runPendingTasks();
        writer.run();
        channel.runPendingTasks();
        channel.flush();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            piece.readBytes(taken, piece.readableBytes());
            piece.release();
        }
    }
}
