// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.transport.input.AwaitedInput;
import dev.sekisho.server.transport.input.LineReader;
import dev.sekisho.server.transport.input.LineReader.Line;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes whole commands out of a stream of octets, within bounds, however the octets are cut into segments.
 *
 * <p>A literal that is too big is refused before its octets are asked for. Where they would come all the same, because the client does not
 * wait to be asked or its line could not be read, nothing that follows can be told from commands, and the connection has to end.
 */
final class CommandAssembler {
    private static final Pattern LITERAL = Pattern.compile("\\{([0-9]{1,20})(\\+?)}$");

    private final LineReader lines = new LineReader();
    private final int inMemory;
    private final Path directory;
    private ImapCommand command = new ImapCommand();
    private @Nullable LiteralBuffer literal;
    private String tag = "*";
    private boolean skipping;
    private int total;

    /** What came of some octets. */
    sealed interface Step {
        /** Nothing can be done before more octets come. */
        record Incomplete() implements Step {}

        /** Some octets were taken. */
        record Taken() implements Step {}

        /** The client waits for leave to send a literal. */
        record Continue() implements Step {}

        /**
         * Octets of a literal have to go to a file before more are taken.
         *
         * @param literal what is to be spilled
         */
        record Spill(LiteralBuffer literal) implements Step {}

        /**
         * A command.
         *
         * @param command the command, to be closed by who takes it
         */
        record Complete(ImapCommand command) implements Step {}

        /**
         * A command that is not taken.
         *
         * @param reply what its sender is told
         * @param ends true if nothing that follows can be told from commands
         */
        record Refused(String reply, boolean ends) implements Step {}
    }

    /**
     * @param inMemory octets of a literal kept in memory
     * @param directory where the others go
     */
    CommandAssembler(int inMemory, Path directory) {
        this.inMemory = inMemory;
        this.directory = directory;
    }

    /** Takes a line that is not a command, because the client was asked for one. */
    Line takeLine(ByteBuf input, CommandLimits bounds) {
        return lines.take(input, bounds.line());
    }

    /** Takes what can be taken in one step. */
    Step take(ByteBuf input, CommandLimits bounds) {
        if (literal != null) {
            return takeLiteral(literal, input);
        }
        if (!skipping && command.lines().isEmpty()) {
            byte[] beginning = new byte[Math.min(input.readableBytes(), 65)];
            input.getBytes(input.readerIndex(), beginning);
            tag = ImapCommand.tagOf(beginning);
        }
        Line line = lines.take(input, bounds.line());
        skipping = line instanceof Line.Incomplete && !input.isReadable();
        if (line instanceof Line.Text text) {
            return takeText(text.octets(), bounds);
        } else if (line instanceof Line.Incomplete) {
            return new Step.Incomplete();
        } else if (line instanceof Line.Malformed malformed) {
            boolean announces = new String(malformed.octets(), StandardCharsets.US_ASCII)
                    .stripTrailing()
                    .endsWith("}");
            return refuse("BAD Lines end in CR LF and hold neither CR, LF nor NUL", announces || inCommand());
        } else if (line instanceof Line.TlsRecord) {
            return refuse("BAD TLS has begun already", true);
        }
        return refuse("BAD [TOOBIG] A command line has at most " + bounds.line() + " octets", true);
    }

    private Step takeLiteral(LiteralBuffer current, ByteBuf input) {
        if (current.take(input)) {
            literal = null;
            return new Step.Taken();
        }
        return current.full() ? new Step.Spill(current) : new Step.Taken();
    }

    private Step takeText(byte[] octets, CommandLimits bounds) {
        command.add(octets);
        total += octets.length + 2;
        Matcher announced = LITERAL.matcher(tail(octets));
        boolean announces = announced.find();
        boolean asks = announces && announced.group(2).isEmpty();
        if (total > bounds.total()) {
            return refuse("BAD [TOOBIG] A command has at most " + bounds.total() + " octets", announces && !asks);
        }
        if (announces) {
            return beginLiteral(announced.group(1), asks, bounds);
        }
        ImapCommand whole = command;
        Optional<String> fault = CommandComplexity.fault(whole);
        if (fault.isPresent()) {
            return refuse("BAD The command cannot be read: " + fault.get(), false);
        }
        if (whole.holdsNul()) {
            return refuse("BAD A literal holds no NUL", false);
        }
        begin();
        return new Step.Complete(whole);
    }

    private Step beginLiteral(String size, boolean asks, CommandLimits bounds) {
        boolean message = isMessage();
        long limit = message ? bounds.message() : Math.min(bounds.literal(), bounds.total() - total);
        if (command.literals().size() >= bounds.literals()) {
            return refuse("BAD [TOOBIG] A command has at most " + bounds.literals() + " literals", !asks);
        }
        if (size.length() > 18 || Long.parseLong(size) > limit) {
            String what = message ? "NO [TOOBIG] A message has at most " : "BAD [TOOBIG] This literal has at most ";
            return refuse(what + Math.max(0, limit) + " octets", !asks);
        }
        LiteralBuffer begun = new LiteralBuffer(Long.parseLong(size), inMemory, directory);
        command.add(begun);
        total += message ? 0 : (int) begun.size();
        literal = begun.complete() ? null : begun;
        return asks ? new Step.Continue() : new Step.Taken();
    }

    /** The literal of APPEND and REPLACE that follows the mailbox's name (RFC 9051 6.3.12, RFC 8508 3.3). */
    private boolean isMessage() {
        int before = command.arguments() - 1;
        return switch (command.name()) {
            case "APPEND" -> before >= 1;
            case "REPLACE" -> before >= 2;
            default -> false;
        };
    }

    private boolean inCommand() {
        return !command.lines().isEmpty();
    }

    private Step refuse(String why, boolean ends) {
        String reply = tag + " " + why;
        command.close();
        begin();
        return new Step.Refused(reply, ends);
    }

    private void begin() {
        command = new ImapCommand();
        literal = null;
        total = 0;
    }

    /** What the client is to send next. */
    AwaitedInput awaited() {
        if (literal != null && isMessage()) {
            return AwaitedInput.MESSAGE;
        }
        boolean begun = literal != null || inCommand() || skipping || lines.insideLine();
        return begun ? AwaitedInput.REST_OF_COMMAND : AwaitedInput.COMMAND;
    }

    /** Lets go of a command that is incomplete. */
    void close() {
        command.close();
        begin();
    }

    private static String tail(byte[] octets) {
        int from = Math.max(0, octets.length - 24);
        return new String(octets, from, octets.length - from, StandardCharsets.US_ASCII);
    }
}
