// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import dev.sekisho.policy.pop3.Pop3Verb;
import dev.sekisho.server.pop3.LockedMaildrop.Message;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The TRANSACTION and UPDATE states of RFC 1939 5 and 6. Confined to a connection. */
final class MaildropCommands {
    private static final Logger LOGGER = LoggerFactory.getLogger(MaildropCommands.class);
    private static final String NO_SUCH_MESSAGE = "-ERR No such message";

    private final Pop3ServerSession session;
    private final MaildropListing messages;
    private final RetrReadAhead ahead;
    private @Nullable MessageTransfer transfer;
    private int sent;
    private int removed;

    MaildropCommands(Pop3ServerSession session, MaildropListing messages) {
        this.session = session;
        this.messages = messages;
        this.ahead = new RetrReadAhead(messages);
    }

    void carryOut(Pop3Verb verb, String argument) {
        Optional<String> fault = fault(verb, argument);
        if (fault.isPresent()) {
            session.error(fault.get());
            return;
        }
        switch (verb) {
            case STAT -> session.done("+OK " + messages.count() + " " + messages.octets());
            case LIST -> list(argument, message -> Long.toString(message.octets()));
            case UIDL -> list(argument, Message::uniqueId);
            case RETR -> retrieve(argument);
            case TOP -> top(argument);
            case DELE -> delete(argument);
            case NOOP -> session.done("+OK");
            case RSET -> {
                messages.undelete();
                session.done("+OK Maildrop has " + messages.count() + " messages");
            }
            case CAPA, STLS, USER, PASS, APOP, AUTH, QUIT, UNKNOWN ->
                throw new IllegalStateException(verb + " is not a command on a maildrop");
        }
    }

    /** What is wrong with the arguments of a command, whatever the maildrop holds (RFC 1939 5). */
    private static Optional<String> fault(Pop3Verb verb, String argument) {
        return switch (verb) {
            case STAT, NOOP, RSET ->
                argument.isEmpty() ? Optional.empty() : Optional.of("-ERR " + verb + " takes no argument");
            case RETR, DELE -> argument.isEmpty() ? Optional.of("-ERR Syntax: " + verb + " message") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private void list(String argument, Function<Message, String> what) {
        if (argument.isEmpty()) {
            session.done("+OK " + messages.count() + " messages");
            messages.numbers().forEach(number -> session.wire().line(number + " " + what.apply(messages.at(number))));
            session.wire().line(".");
            return;
        }
        messages.message(argument)
                .ifPresentOrElse(
                        message -> session.done("+OK " + Integer.parseInt(argument) + " " + what.apply(message)),
                        () -> session.error(NO_SUCH_MESSAGE));
    }

    private void top(String argument) {
        String[] words = argument.split(" +");
        if (words.length != 2 || !words[1].matches("[0-9]{1,9}")) {
            session.error("-ERR Syntax: TOP message lines");
            return;
        }
        messages.message(words[0])
                .ifPresentOrElse(
                        message -> send(message, MultiLineResponse.top(Integer.parseInt(words[1]))),
                        () -> session.error(NO_SUCH_MESSAGE));
    }

    private void retrieve(String argument) {
        messages.message(argument)
                .ifPresentOrElse(
                        message -> retrieve(Integer.parseInt(argument), message), () -> session.error(NO_SUCH_MESSAGE));
    }

    private void retrieve(int number, Message message) {
        Optional<byte[]> known = ahead.take(message);
        List<Message> wanted = known.isPresent() ? List.of() : ahead.wanted(number);
        ahead.asked(number);
        if (wanted.isEmpty()) {
            send(message, known);
            return;
        }
        session.wire().offload(() -> messages.maildrop().contents(message, wanted.get(wanted.size() - 1)), read -> {
            ahead.keep(read);
            send(message, ahead.take(message));
        });
    }

    private void send(Message message, Optional<byte[]> known) {
        if (known.isPresent()) {
            sent++;
            session.wire().write(MessageTransfer.response(message, known.get()));
        } else {
            send(message, MultiLineResponse.whole());
        }
    }

    private void send(Message message, MultiLineResponse format) {
        sent++;
        transfer = new MessageTransfer(session.wire(), format);
        transfer.begin(messages.maildrop(), message);
    }

    private void delete(String number) {
        if (messages.message(number).isEmpty()) {
            session.error(NO_SUCH_MESSAGE);
            return;
        }
        messages.delete(number);
        session.done("+OK Message deleted");
    }

    /**
     * The UPDATE state: removes what was marked, unlocks the maildrop (RFC 1939 6), and only then answers: a client may begin its next
     * session when it has read that, though this connection is not closed yet.
     */
    void update() {
        List<Message> gone = messages.deleted();
        session.wire()
                .offload(
                        () -> {
                            try (LockedMaildrop unlocked = messages.maildrop()) {
                                unlocked.remove(gone);
                            }
                            return gone.size();
                        },
                        count -> {
                            removed = count;
                            session.bye("+OK Bye, " + count + " messages removed");
                        });
    }

    /** True while a message is being sent. */
    boolean sending() {
        return transfer != null && !transfer.done();
    }

    /** Says how many messages were sent and removed. */
    void describe(LogLineBuilder line) {
        line.with(LogKey.MESSAGES, sent).with(LogKey.REMOVED, removed);
    }

    /** Lets go of a message that was being sent. */
    void close() {
        try {
            if (transfer != null) {
                transfer.close();
            }
        } catch (RuntimeException e) {
            LOGGER.warn("a message that was being sent cannot be closed", e);
        }
    }
}
