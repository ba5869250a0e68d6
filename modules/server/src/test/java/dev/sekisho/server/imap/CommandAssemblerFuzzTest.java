// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.imap.CommandAssembler.Step;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random commands, whole and spoilt, cut anyhow: what is made of them does not depend on the cuts, stays within bounds, and no octet of a
 * literal becomes a command. {@code -Dsekisho.long=true} takes five minutes; {@code -Dsekisho.seed=N} replays one input.
 */
class CommandAssemblerFuzzTest {
    private static final Duration BUDGET =
            Boolean.getBoolean("sekisho.long") ? Duration.ofMinutes(5) : Duration.ofSeconds(3);
    private static final CommandLimits BOUNDS = new CommandLimits(200, 40, 300, 500, 5);
    private static final List<String> PIECES = List.of(
            "a1 ",
            "NOOP",
            "APPEND x ",
            "SEARCH ",
            "UID ",
            "REPLACE 1 x ",
            "{5}",
            "{5+}",
            "{0}",
            "{41+}",
            "{299}",
            "{301}",
            "\r\n",
            "\r\n",
            "\r\n",
            "\n",
            "\r",
            "\0",
            "\"",
            "\\",
            "(",
            ")",
            "NOT ",
            "hello",
            "{99999999999999999999}",
            "~{3}",
            "\u0016",
            "x".repeat(90),
            " ");

    @TempDir
    Path directory;

    @Test
    void makesTheSameOfTheSameOctetsHoweverTheyAreCut() {
        Long replayed = Long.getLong("sekisho.seed");
        if (replayed != null) {
            compare(replayed);
            return;
        }
        long end = System.nanoTime() + BUDGET.toNanos();
        for (long seed = System.nanoTime(); System.nanoTime() < end; seed++) {
            compare(seed);
        }
    }

    private void compare(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        byte[] octets = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        List<String> whole = run(octets, octets.length, new Random(seed));
        assertThat(run(octets, 1, new Random(seed)))
                .as("-Dsekisho.seed=%d, octet by octet: %s", seed, text)
                .isEqualTo(whole);
        assertThat(run(octets, 9, new Random(seed)))
                .as("-Dsekisho.seed=%d, in pieces: %s", seed, text)
                .isEqualTo(whole);
    }

    private List<String> run(byte[] octets, int piece, Random random) {
        CommandAssembler assembler = new CommandAssembler(64, directory);
        List<String> made = new ArrayList<>();
        ByteBuf input = PooledByteBufAllocator.DEFAULT.buffer();
        try {
            for (int from = 0; from < octets.length; ) {
                int length = Math.min(octets.length - from, piece == 9 ? 1 + random.nextInt(9) : piece);
                input.writeBytes(octets, from, length);
                from += length;
                if (!drain(assembler, input, made)) {
                    break;
                }
            }
        } finally {
            input.release();
            assembler.close();
        }
        return made;
    }

    /** False if the session would have ended. */
    private static boolean drain(CommandAssembler assembler, ByteBuf input, List<String> made) {
        while (input.isReadable()) {
            Step step = assembler.take(input, BOUNDS);
            if (step instanceof Step.Incomplete) {
                return true;
            } else if (step instanceof Step.Continue) {
                made.add("+");
            } else if (step instanceof Step.Spill spill) {
                spill(spill.literal());
            } else if (step instanceof Step.Complete complete) {
                made.add(describe(complete.command()));
            } else if (step instanceof Step.Refused refused) {
                made.add(refused.toString());
                if (refused.ends()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void spill(LiteralBuffer literal) {
        try {
            literal.spill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(ImapCommand command) {
        try (command) {
            StringBuilder text = new StringBuilder();
            long total = 0;
            for (int i = 0; i < command.lines().size(); i++) {
                text.append(new String(command.lines().get(i), StandardCharsets.ISO_8859_1))
                        .append('|');
                total += command.lines().get(i).length;
                assertThat(command.lines().get(i).length).isLessThanOrEqualTo(BOUNDS.line());
                if (i < command.literals().size()) {
                    LiteralBuffer literal = command.literals().get(i);
                    assertThat(literal.complete()).isTrue();
                    text.append(new String(literal.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                            .append('|');
                }
            }
            assertThat(total).isLessThanOrEqualTo(BOUNDS.total());
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
