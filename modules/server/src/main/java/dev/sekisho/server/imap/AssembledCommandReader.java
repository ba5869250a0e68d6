// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.decode.DecodingException;
import org.apache.james.imap.decode.ImapRequestLineReader;
import org.apache.james.imap.message.Literal;

/** Reads out a whole command to James' parsers. They never wait, and never see what belongs to the next one. */
final class AssembledCommandReader extends ImapRequestLineReader {
    private final ImapCommand command;
    private int line;
    private int at;

    AssembledCommandReader(ImapCommand command) {
        this.command = command;
    }

    @Override
    public char nextChar() throws DecodingException {
        if (!nextSeen) {
            byte[] octets = command.lines().get(line);
            if (at > octets.length + 1) {
                throw new DecodingException(
                        HumanReadableText.ILLEGAL_ARGUMENTS, "The command ends before its arguments do");
            }
            nextChar = at < octets.length ? (char) (octets[at] & 0xff) : at == octets.length ? '\r' : '\n';
            at++;
            nextSeen = true;
        }
        return nextChar;
    }

    @Override
    public Literal read(int size, boolean lastOfCommand) throws DecodingException {
        boolean there = !nextSeen
                && at > command.lines().get(line).length + 1
                && line < command.literals().size();
        if (!there || command.literals().get(line).size() != size) {
            throw new DecodingException(HumanReadableText.ILLEGAL_ARGUMENTS, "A literal is not where it was announced");
        }
        Literal literal = command.literals().get(line);
        line++;
        at = 0;
        if (lastOfCommand
                && (line < command.literals().size() || command.lines().get(line).length > 0)) {
            throw new DecodingException(HumanReadableText.ILLEGAL_ARGUMENTS, "Nothing may follow the message");
        }
        return literal;
    }

    @Override
    public String mailbox() throws DecodingException {
        return MailboxNameDecoder.decode(mailboxUTF7())
                .orElseThrow(() -> new DecodingException(
                        HumanReadableText.ILLEGAL_ARGUMENTS, "The mailbox name is not in modified UTF-7"));
    }

    @Override
    protected void commandContinuationRequest() {
        // The client was given leave when the literal was found to be within bounds.
    }
}
