// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.LiteralHandle;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts commands together from octets, however they are cut into pieces, within bounds: memory is used for lines and small literals only.
 * Message literals of APPEND and REPLACE are handed on as they come. Confined to the thread of its session.
 *
 * <p>A literal beyond a bound is refused before it is asked for. If its octets come all the same (RFC 7888), they are skipped where they are
 * no more than a message may be; otherwise the session has to end.
 */
public final class CommandAssembler {
    private enum State {
        LINE,
        LITERAL,
        DECISION,
        MESSAGE,
        SKIP,
        REQUESTED_LINE
    }

    private final CommandText text = new CommandText();
    private ParserOptions options;
    private AssemblerLimits limits;
    private State state = State.LINE;
    private boolean insideRefusedLine;
    private int lineStart;
    private int literals;
    private long remaining;
    private @Nullable LiteralHandle message;
    private boolean awaited;
    private final SkippedCommand rest = new SkippedCommand();
    private RequestedLineAssembler requested = new RequestedLineAssembler(0);

    /** For a session that begins. */
    public CommandAssembler(ParserOptions options, AssemblerLimits limits) {
        this.options = options;
        this.limits = limits;
    }

    /** Sets how commands are read from the next one on. */
    public void options(ParserOptions changed) {
        options = changed;
    }

    /** Sets the bounds of the next command on. */
    public void limits(AssemblerLimits changed) {
        limits = changed;
    }

    /**
     * The next thing that comes is a line, not a command: a response of AUTHENTICATE, or DONE.
     *
     * @param limit its most octets
     */
    public void expectLine(int limit) {
        requireState(State.LINE);
        state = State.REQUESTED_LINE;
        requested = new RequestedLineAssembler(limit);
    }

    /** Takes the message literal that was announced: its octets follow. */
    public void takeMessage() {
        requireState(State.DECISION);
        state = State.MESSAGE;
    }

    /** Refuses the message literal that was announced, and its command, which the caller answers. */
    public void refuseMessage() {
        requireState(State.DECISION);
        leave(remaining, awaited);
    }

    /** True if what comes next is the rest of a line that was refused. */
    public boolean insideRefusedLine() {
        return state == State.SKIP && insideRefusedLine;
    }

    /** What is taken next. */
    public AwaitedOctets awaited() {
        return switch (state) {
            case LINE -> text.length() == 0 ? AwaitedOctets.COMMAND : AwaitedOctets.REST_OF_COMMAND;
            case LITERAL, DECISION, SKIP -> AwaitedOctets.REST_OF_COMMAND;
            case MESSAGE -> AwaitedOctets.MESSAGE;
            case REQUESTED_LINE -> AwaitedOctets.LINE;
        };
    }

    /** Takes octets until something is to be done. What is left in the input is for the next call. */
    public AssemblerEvent next(ByteBuffer input) {
        while (true) {
            AssemblerEvent event = switch (state) {
                case LINE -> line(input);
                case LITERAL -> literal(input);
                case DECISION -> throw new IllegalStateException("a message literal is undecided");
                case MESSAGE -> message(input);
                case SKIP -> skip(input);
                case REQUESTED_LINE -> requestedLine(input);
            };
            if (event != null) {
                return event;
            }
        }
    }

    private @Nullable AssemblerEvent line(ByteBuffer input) {
        int room = Math.min(limits.line() - (text.length() - lineStart), limits.command() - text.length());
        boolean ended = text.appendLine(input, room);
        if (ended) {
            return endOfLine();
        }
        if (!input.hasRemaining()) {
            return new AssemblerEvent.Incomplete();
        }
        ParseFailure failure = tooBig(
                ReplyStatus.BAD,
                "A command has at most " + limits.command() + " octets, " + limits.line() + " of them in a line");
        rest.beginInLine(text, lineStart);
        begin();
        insideRefusedLine = true;
        state = State.SKIP;
        return new AssemblerEvent.Refused(failure);
    }

    private @Nullable AssemblerEvent endOfLine() {
        LiteralHeader header = LiteralHeader.before(text.octets(), text.endOfLine());
        if (header != null && header.start() < lineStart) {
            header = null;
        }
        if (!text.isClean(lineStart)) {
            String why = "Lines end in CR LF and hold neither CR, LF nor NUL";
            return refuse(failure(ReplyStatus.BAD, Optional.empty(), why), header);
        }
        if (header != null) {
            return literal(header);
        }
        ParseResult result = ImapCommandParser.parse(text, options, false);
        begin();
        return result.fold(AssemblerEvent.Complete::new, AssemblerEvent.Refused::new);
    }

    private @Nullable AssemblerEvent literal(LiteralHeader header) {
        if (++literals > limits.literals()) {
            return refuse(tooBig(ReplyStatus.BAD, "A command has at most " + limits.literals() + " literals"), header);
        }
        if (MessageLiteralRule.isMessage(text.octets(), header.start())) {
            return messageLiteral(header);
        }
        int most = Math.min(limits.literal(), limits.command() - text.length());
        if (header.size() > most) {
            return refuse(tooBig(ReplyStatus.BAD, "This literal has at most " + most + " octets"), header);
        }
        state = State.LITERAL;
        remaining = header.size();
        return header.awaited() ? new AssemblerEvent.GoAhead() : null;
    }

    private AssemblerEvent messageLiteral(LiteralHeader header) {
        if (header.size() > limits.message()) {
            return refuse(tooBig(ReplyStatus.NO, "A message has at most " + limits.message() + " octets"), header);
        }
        LiteralHandle handle = new LiteralHandle(text.messageCount(), header.size(), header.binary());
        text.markMessage();
        return ImapCommandParser.parse(text, options, true)
                .fold(
                        soFar -> {
                            state = State.DECISION;
                            message = handle;
                            remaining = header.size();
                            awaited = header.awaited();
                            return new AssemblerEvent.MessageLiteral(soFar, handle, header.awaited());
                        },
                        failure -> refuse(failure, header));
    }

    private @Nullable AssemblerEvent literal(ByteBuffer input) {
        int count = (int) Math.min(remaining, input.remaining());
        text.append(input, count);
        remaining -= count;
        if (remaining > 0) {
            return new AssemblerEvent.Incomplete();
        }
        continueLine();
        return null;
    }

    private AssemblerEvent message(ByteBuffer input) {
        LiteralHandle current = message;
        if (remaining == 0 && current != null) {
            message = null;
            continueLine();
            return new AssemblerEvent.MessageEnd(current);
        }
        if (!input.hasRemaining()) {
            return new AssemblerEvent.Incomplete();
        }
        int count = (int) Math.min(remaining, input.remaining());
        ByteBuffer octets = input.slice(input.position(), count);
        input.position(input.position() + count);
        remaining -= count;
        return new AssemblerEvent.MessageOctets(octets);
    }

    private void continueLine() {
        state = State.LINE;
        lineStart = text.length();
    }

    private @Nullable AssemblerEvent skip(ByteBuffer input) {
        return switch (rest.skip(input, skippable())) {
            case MORE -> new AssemblerEvent.Incomplete();
            case END -> {
                state = State.LINE;
                yield null;
            }
            case TOO_BIG -> {
                state = State.LINE;
                Optional<ResponseCode> code = Optional.of(ResponseCode.TOOBIG);
                yield new AssemblerEvent.Refused(failure(ReplyStatus.BAD, code, "A literal is too big to be skipped")
                        .ending());
            }
        };
    }

    private @Nullable AssemblerEvent requestedLine(ByteBuffer input) {
        Optional<byte[]> line = requested.take(input);
        if (line.isEmpty()) {
            return new AssemblerEvent.Incomplete();
        }
        state = State.LINE;
        // The line may have been a password: it is not kept.
        requested = new RequestedLineAssembler(0);
        return new AssemblerEvent.Line(line.get());
    }

    private AssemblerEvent refuse(ParseFailure failure, @Nullable LiteralHeader header) {
        if (header == null) {
            boolean ended = text.endsInCrLf();
            begin();
            if (!ended) {
                rest.beginAfterBareLf();
                insideRefusedLine = false;
                state = State.SKIP;
            }
            return new AssemblerEvent.Refused(failure);
        }
        if (!header.awaited() && header.size() > skippable()) {
            begin();
            return new AssemblerEvent.Refused(failure.ending());
        }
        leave(header.size(), header.awaited());
        return new AssemblerEvent.Refused(failure);
    }

    private long skippable() {
        return Math.max(limits.message(), limits.literal());
    }

    private void leave(long octets, boolean neverSent) {
        begin();
        if (!neverSent) {
            rest.beginInLiteral(octets);
            insideRefusedLine = false;
            state = State.SKIP;
        }
    }

    private void begin() {
        text.clear();
        state = State.LINE;
        lineStart = 0;
        literals = 0;
        remaining = 0;
        message = null;
    }

    private ParseFailure tooBig(ReplyStatus status, String why) {
        return failure(status, Optional.of(ResponseCode.TOOBIG), why);
    }

    private ParseFailure failure(ReplyStatus status, Optional<ResponseCode> code, String why) {
        return ImapCommandParser.failure(text, status, code, why);
    }

    private void requireState(State expected) {
        if (state != expected) {
            throw new IllegalStateException("the assembler is in state " + state + "; expected " + expected);
        }
    }
}
