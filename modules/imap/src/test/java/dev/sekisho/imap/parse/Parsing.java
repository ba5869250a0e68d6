// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.ImapCommand;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads commands in tests. */
final class Parsing {
    static final ParserOptions REV1 = new ParserOptions(false, '.');
    static final ParserOptions UTF8 = new ParserOptions(true, '.');
    static final AssemblerLimits LIMITS = new AssemblerLimits(4_096, 8_192, 1_024, 10_000, 20);

    private Parsing() {}

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The command of a line with the tag a. */
    static ImapCommand command(String line) {
        return command(line, REV1);
    }

    static ImapCommand command(String line, ParserOptions options) {
        return ImapCommandParser.parse(octets("a " + line + "\r\n"), options).fold(ParsedCommand::command, failure -> {
            throw new AssertionError(failure);
        });
    }

    /** The failure of a line with the tag a. */
    static ParseFailure failure(String line) {
        return ImapCommandParser.parse(octets("a " + line + "\r\n"), REV1)
                .fold(
                        parsed -> {
                            throw new AssertionError(parsed);
                        },
                        failure -> failure);
    }

    /** What a session sees of octets, taken in pieces of the sizes given, again and again; every message literal is taken. */
    static List<String> session(byte[] octets, AssemblerLimits limits, int... sizes) {
        CommandAssembler assembler = new CommandAssembler(REV1, limits);
        SessionLog log = new SessionLog(assembler);
        int from = 0;
        for (int i = 0; from < octets.length; i++) {
            int size = Math.min(octets.length - from, Math.max(1, sizes[i % sizes.length]));
            ByteBuffer input = ByteBuffer.wrap(octets, from, size);
            while (assembler.next(input).accept(log)) {
                // The log acts on each event.
            }
            if (input.hasRemaining()) {
                throw new AssertionError("octets were left");
            }
            from += size;
        }
        return log.events();
    }

    /** Writes down events, and obeys them. Returns false where more octets are needed. */
    static class SessionLog implements AssemblerEvent.Visitor<Boolean> {
        private final CommandAssembler assembler;
        private final List<String> events = new ArrayList<>();
        private final List<ImapCommand> commands = new ArrayList<>();
        private final StringBuilder message = new StringBuilder();

        SessionLog(CommandAssembler assembler) {
            this.assembler = assembler;
        }

        List<ImapCommand> commands() {
            return commands;
        }

        List<String> events() {
            return events;
        }

        @Override
        public Boolean incomplete() {
            return false;
        }

        @Override
        public Boolean goAhead() {
            events.add("+");
            return true;
        }

        @Override
        public Boolean messageLiteral(AssemblerEvent.MessageLiteral event) {
            events.add("literal " + event.literal() + (event.awaited() ? " awaited" : ""));
            assembler.takeMessage();
            return true;
        }

        @Override
        public Boolean messageOctets(AssemblerEvent.MessageOctets event) {
            message.append(StandardCharsets.ISO_8859_1.decode(event.octets()));
            return true;
        }

        @Override
        public Boolean messageEnd(AssemblerEvent.MessageEnd event) {
            events.add("message " + message);
            message.setLength(0);
            return true;
        }

        @Override
        public Boolean complete(AssemblerEvent.Complete event) {
            events.add(event.command().tag() + " " + event.command().command());
            commands.add(event.command().command());
            return true;
        }

        @Override
        public Boolean refused(AssemblerEvent.Refused event) {
            ParseFailure failure = event.failure();
            events.add(failure.tag() + " " + failure.status()
                    + failure.code().map(c -> " [" + c.text() + "]").orElse("") + (failure.ends() ? " ends" : ""));
            return true;
        }

        @Override
        public Boolean line(AssemblerEvent.Line event) {
            events.add("line " + new String(event.octets(), StandardCharsets.ISO_8859_1));
            return true;
        }
    }
}
