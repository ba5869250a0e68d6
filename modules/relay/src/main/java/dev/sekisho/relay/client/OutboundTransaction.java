// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.relay.client.message.BodyBlockReader;
import dev.sekisho.relay.client.message.MessageContent;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.DeliveryFailureException;
import dev.sekisho.relay.client.reply.EhloCapabilities;
import dev.sekisho.relay.client.reply.ServerReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One message to its recipients (RFC 5321 3.3):
 *
 * <pre>
 * C: MAIL FROM, RCPT TO..., DATA      in one go where PIPELINING is offered
 * S: 250, 250 or not..., 354
 * C: the message                      or BDAT where CHUNKING is offered
 * S: 250                              for all recipients that were accepted
 * </pre>
 *
 * <p>For one message. Replies are taken on the connection's event loop; the message is read on another thread.
 */
final class OutboundTransaction {
    private final OutboundConnection connection;
    private final EhloCapabilities offered;
    private final SmtpTimeouts timeouts;
    private final OutboundEnvelope envelope;
    private final MessageContent content;
    private final Executor readers;

    private final @Nullable ServerReply[] recipients;
    private @Nullable ServerReply mail;
    private @Nullable ServerReply data;
    private @Nullable ServerReply end;
    private @Nullable BodySender sending;

    OutboundTransaction(
            OutboundConnection connection,
            EhloCapabilities offered,
            SmtpTimeouts timeouts,
            OutboundEnvelope envelope,
            MessageContent content,
            Executor readers) {
        this.connection = connection;
        this.offered = offered;
        this.timeouts = timeouts;
        this.envelope = envelope;
        this.content = content;
        this.readers = readers;
        this.recipients = new @Nullable ServerReply[envelope.recipients().size()];
    }

    /** What became of each recipient, in their order. Never fails. */
    CompletableFuture<List<RecipientResult>> run() {
        Optional<ServerReply> unfit = unfit();
        if (unfit.isPresent()) {
            return CompletableFuture.completedFuture(envelope.recipients().stream()
                    .<RecipientResult>map(each -> new RecipientResult.Refused(unfit.get()))
                    .toList());
        }
        BodyBlockReader blocks = new BodyBlockReader(content);
        return CompletableFuture.runAsync(() -> read(blocks), readers)
                .thenComposeAsync(ready -> talk(blocks), connection.channel().eventLoop())
                .handle((done, failure) -> {
                    blocks.close();
                    return outcomes(
                            failure == null ? Optional.empty() : Optional.of(DeliveryFailureException.of(failure)));
                });
    }

    /** What the server would refuse in any case (RFC 1870 6.2, RFC 6531 3.5). */
    private Optional<ServerReply> unfit() {
        Optional<Long> limit = offered.sizeLimit().filter(most -> content.size() > most);
        if (limit.isPresent()) {
            return Optional.of(new ServerReply(
                    552,
                    List.of("5.3.4 the message has " + content.size() + " octets, the server takes " + limit.get())));
        }
        return envelope.ascii() || offered.offers("SMTPUTF8")
                ? Optional.empty()
                : Optional.of(new ServerReply(
                        550, List.of("5.6.7 an address is not ASCII, and the server does not take such (SMTPUTF8)")));
    }

    private static void read(BodyBlockReader blocks) {
        try {
            blocks.next();
        } catch (IOException e) {
            throw new CompletionException(DeliveryFailure.broken("our own store failed: " + e.getMessage()));
        }
    }

    private CompletableFuture<Void> talk(BodyBlockReader blocks) {
        boolean chunks = offered.offers("CHUNKING");
        List<String> commands = new ArrayList<>();
        commands.add(new EnvelopeCommands(offered, envelope).mail(content.size(), blocks.eightBit()));
        envelope.recipients().forEach(each -> commands.add(new EnvelopeCommands(offered, envelope).rcpt(each)));
        if (!chunks) {
            commands.add("DATA");
        }
        CompletableFuture<Void> asked = offered.offers("PIPELINING") ? together(commands) : inTurn(commands, 0);
        return asked.thenCompose(answered -> {
            BodySender body = new BodySender(connection, timeouts, readers, blocks);
            sending = body;
            if (accepted() && chunks) {
                return body.chunks().thenCompose(this::endOfChunks);
            }
            if (data != null && data.goOn()) {
                return accepted()
                        ? body.lines().thenAccept(reply -> end = reply)
                        : mail != null && mail.positive() ? takeBack() : leave();
            }
            return reset();
        });
    }

    /** A refused chunk leaves the transaction open (RFC 3030 2), whichever it was. */
    private CompletableFuture<Void> endOfChunks(ServerReply reply) {
        end = reply;
        return reply.positive() ? CompletableFuture.completedFuture(null) : reset();
    }

    private boolean accepted() {
        return mail != null
                && mail.positive()
                && Arrays.stream(recipients).anyMatch(reply -> reply != null && reply.positive());
    }

    private CompletableFuture<Void> together(List<String> commands) {
        List<CompletableFuture<ServerReply>> answers = connection.askAll(commands, timeouts.command());
        CompletableFuture<?>[] noted = new CompletableFuture<?>[answers.size()];
        for (int i = 0; i < answers.size(); i++) {
            int place = i;
            noted[i] = answers.get(i).thenAccept(reply -> note(place, reply));
        }
        return CompletableFuture.allOf(noted);
    }

    private CompletableFuture<Void> inTurn(List<String> commands, int place) {
        boolean inVain = (place > 0 && mail != null && !mail.positive()) || (place > recipients.length && !accepted());
        if (place == commands.size() || inVain) {
            return CompletableFuture.completedFuture(null);
        }
        return connection
                .ask(commands.get(place), place > recipients.length ? timeouts.dataStart() : timeouts.command())
                .thenCompose(reply -> {
                    note(place, reply);
                    return inTurn(commands, place + 1);
                });
    }

    private void note(int place, ServerReply reply) {
        if (place == 0) {
            mail = reply;
        } else if (place <= recipients.length) {
            recipients[place - 1] = reply;
        } else {
            data = reply;
        }
    }

    /** DATA was let through although MAIL was refused: an end might make a message, empty, of ours, for those whom RCPT let through. */
    private CompletableFuture<Void> leave() {
        connection.fail(DeliveryFailure.broken("it wants a message whose sender it has refused: " + mail));
        return CompletableFuture.completedFuture(null);
    }

    /** DATA was let through although no recipient was: a message that is empty and for nobody (RFC 2920 3.1). */
    private CompletableFuture<Void> takeBack() {
        return connection.ask(".", timeouts.dataEnd()).thenAccept(ignored -> {});
    }

    /** Without it the next MAIL would be one in the middle of this. */
    private CompletableFuture<Void> reset() {
        if (!connection.usable() || saidGoodbye()) {
            return CompletableFuture.completedFuture(null);
        }
        return connection.ask("RSET", timeouts.command()).thenAccept(reply -> {
            if (!reply.positive()) {
                connection.fail(DeliveryFailure.broken("it does not go back to the beginning: " + reply));
            }
        });
    }

    private List<RecipientResult> outcomes(Optional<DeliveryFailure> failure) {
        DeliveryFailure reason = failure.orElse(new DeliveryFailure.Broken("it broke the order of replies"));
        List<RecipientResult> outcomes = new ArrayList<>();
        for (@Nullable ServerReply recipient : recipients) {
            outcomes.add(outcome(recipient, reason));
        }
        if (failure.isPresent() || saidGoodbye() || outOfStep(mail) || (end != null && end.goOn())) {
            connection.fail(new DeliveryFailureException(reason));
        }
        return outcomes;
    }

    private RecipientResult outcome(@Nullable ServerReply recipient, DeliveryFailure reason) {
        if (outOfStep(mail)) {
            return new RecipientResult.Interrupted(
                    new DeliveryFailure.Broken("the connection is out of step: " + mail), false);
        }
        if (mail != null && !mail.positive()) {
            return negative(mail);
        }
        if (recipient != null && !recipient.positive()) {
            // RFC 5321 4.5.3.1.10: too many recipients, with the code of earlier RFCs.
            return recipient.code() == 552 ? new RecipientResult.TryLater(recipient) : negative(recipient);
        }
        if (mail == null || recipient == null) {
            return new RecipientResult.Interrupted(reason, false);
        }
        if (data != null && !data.goOn()) {
            return negative(data);
        }
        if (end == null) {
            return new RecipientResult.Interrupted(reason, sending != null && sending.ended());
        }
        if (end.goOn()) {
            return new RecipientResult.Interrupted(
                    new DeliveryFailure.Broken("it asked for more data after the end of the message: " + end), true);
        }
        return end.positive() ? new RecipientResult.Delivered(end, offered.offers("DSN")) : negative(end);
    }

    private static RecipientResult negative(ServerReply reply) {
        return reply.permanent() ? new RecipientResult.Refused(reply) : new RecipientResult.TryLater(reply);
    }

    /** A bad sequence of commands: caused by earlier commands on this connection, not by the message. */
    private static boolean outOfStep(@Nullable ServerReply mail) {
        return mail != null && mail.code() == 503;
    }

    private boolean saidGoodbye() {
        return isGoodbye(mail)
                || isGoodbye(data)
                || isGoodbye(end)
                || Arrays.stream(recipients).anyMatch(OutboundTransaction::isGoodbye);
    }

    private static boolean isGoodbye(@Nullable ServerReply reply) {
        return reply != null && reply.code() == 421;
    }
}
