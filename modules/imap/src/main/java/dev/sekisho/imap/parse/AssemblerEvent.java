// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.LiteralHandle;
import java.nio.ByteBuffer;

/** What came of some octets, and what the one who feeds the assembler has to do. Folded by a {@link Visitor}. */
public sealed interface AssemblerEvent {
    /** Calls the method of the visitor that is for this event. */
    <R> R accept(Visitor<R> visitor);

    /** Nothing can be done before more octets come. */
    record Incomplete() implements AssemblerEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.incomplete();
        }
    }

    /** The client waits for leave to send a literal: write a continuation, then go on. */
    record GoAhead() implements AssemblerEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.goAhead();
        }
    }

    /**
     * A message literal is announced: decide by {@link CommandAssembler#takeMessage} or {@link CommandAssembler#refuseMessage}. Where the
     * client waits for leave, and the message is taken, write a continuation.
     *
     * @param soFar APPEND or REPLACE as far as it has come, with this literal as its last part: flags and dates of this message are known
     * @param literal the literal
     * @param awaited true if the client waits for leave to send it
     */
    record MessageLiteral(ParsedCommand soFar, LiteralHandle literal, boolean awaited) implements AssemblerEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.messageLiteral(this);
        }
    }

    /**
     * Octets of the message literal that was announced last.
     *
     * @param octets at least one; a part of the input, to be used before the input is
     */
    record MessageOctets(ByteBuffer octets) implements AssemblerEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.messageOctets(this);
        }
    }

    /**
     * All octets of a message literal were given.
     *
     * @param literal the literal
     */
    record MessageEnd(LiteralHandle literal) implements AssemblerEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.messageEnd(this);
        }
    }

    /**
     * A command is complete.
     *
     * @param command the command
     */
    record Complete(ParsedCommand command) implements AssemblerEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.complete(this);
        }
    }

    /**
     * A command is not taken: answer it. Message literals that it had are to be let go. What follows is the next command, unless the session
     * ends.
     *
     * @param failure why
     */
    record Refused(ParseFailure failure) implements AssemblerEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refused(this);
        }
    }

    /**
     * The line that {@link CommandAssembler#expectLine} has asked for.
     *
     * @param octets the line without its end; empty if it is too long or malformed, which is never a response in base64 nor DONE
     */
    record Line(byte[] octets) implements AssemblerEvent {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.line(this);
        }
    }

    /** One method for each event. */
    interface Visitor<R> {
        /** Nothing can be done before more octets come. */
        R incomplete();

        /** A continuation is to be written. */
        R goAhead();

        /** It is to be decided on a message literal. */
        R messageLiteral(MessageLiteral event);

        /** Octets of a message. */
        R messageOctets(MessageOctets event);

        /** The end of a message. */
        R messageEnd(MessageEnd event);

        /** A command. */
        R complete(Complete event);

        /** A command that is not taken. */
        R refused(Refused event);

        /** A line that was asked for. */
        R line(Line event);
    }
}
