// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.connection;

import dev.sekisho.imap.parse.AssemblerEvent;
import dev.sekisho.imap.parse.ParseFailure;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.policy.imap.ImapVerb;
import dev.sekisho.server.imap.command.ImapCommandDispatcher;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.FailureReplies;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.transport.EndReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what is to be done of what has come in. Returns false where more octets are needed first. Confined to a connection. */
final class ImapInputHandler implements AssemblerEvent.Visitor<Boolean> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ImapInputHandler.class);

    private final ImapContext context;
    private final ImapCommandDispatcher commands;

    ImapInputHandler(ImapContext context, ImapCommandDispatcher commands) {
        this.context = context;
        this.commands = commands;
    }

    List<String> capabilities() {
        return commands.capabilities(context);
    }

    @Override
    public Boolean incomplete() {
        return false;
    }

    @Override
    public Boolean goAhead() {
        context.replies().line("+ OK");
        return true;
    }

    @Override
    public Boolean messageLiteral(AssemblerEvent.MessageLiteral event) {
        if (commands.refuses(
                context, event.soFar().tag(), event.soFar().command().verb())) {
            context.session().input().refuseMessage();
            return true;
        }
        if (event.awaited() || !commands.fitsInMemory(event.soFar().command())) {
            decide(event);
        } else {
            take(event);
        }
        return true;
    }

    private void take(AssemblerEvent.MessageLiteral event) {
        context.intake().begin(event.literal().size(), event.literal().binary());
        context.session().input().takeMessage();
    }

    /** Has a worker look whether the message can be taken, before the client is asked to send it, or its octets are stored. */
    private void decide(AssemblerEvent.MessageLiteral event) {
        context.news().pause();
        context.connection()
                .offload(
                        () -> commands.refusalOfMessages(context, event.soFar().command()),
                        refusal -> decided(event, refusal),
                        failure -> decided(event, Optional.of(failed(event, failure))));
    }

    private void decided(AssemblerEvent.MessageLiteral event, Optional<Completion> refusal) {
        if (refusal.isPresent()) {
            context.intake().discard();
            context.session().input().refuseMessage();
            context.replies().complete(event.soFar().tag(), refusal.get());
        } else {
            take(event);
            if (event.awaited()) {
                goAhead();
            }
        }
        context.news().resume();
    }

    private Completion failed(AssemblerEvent.MessageLiteral event, Throwable failure) {
        return FailureReplies.tell(
                context.listenerName(),
                context.connection().client(),
                event.soFar().command().verb().name(),
                failure);
    }

    @Override
    public Boolean messageOctets(AssemblerEvent.MessageOctets event) {
        context.intake().take(event.octets());
        if (context.intake().full()) {
            store();
        }
        return true;
    }

    private void store() {
        context.news().pause();
        context.connection()
                .offload(
                        () -> {
                            context.intake().store();
                            return true;
                        },
                        stored -> context.news().resume(),
                        failure -> {
                            context.intake().failed(failure);
                            context.news().resume();
                        });
    }

    @Override
    public Boolean messageEnd(AssemblerEvent.MessageEnd event) {
        return true;
    }

    @Override
    public Boolean complete(AssemblerEvent.Complete event) {
        commands.carryOut(context, event.command().tag(), event.command().command());
        return true;
    }

    @Override
    public Boolean refused(AssemblerEvent.Refused event) {
        context.intake().discard();
        ParseFailure failure = event.failure();
        boolean misread = failure.status() == ReplyStatus.BAD && failure.code().isEmpty() && !failure.ends();
        if (misread && failure.verb() != ImapVerb.UNKNOWN && commands.refuses(context, failure.tag(), failure.verb())) {
            return true;
        }
        Completion completion = new Completion(failure.status(), failure.code(), failure.text());
        context.replies().complete(failure.tag(), completion);
        if (failure.ends() || context.session().input().insideRefusedLine()) {
            LOGGER.warn(
                    "listener {}: peer {} sent what is beyond bounds or no IMAP, closed: {}",
                    context.listenerName(),
                    context.connection().client(),
                    completion.line());
            context.replies().bye("What follows cannot be told from commands, closing connection", EndReason.ABUSE);
        }
        return true;
    }

    @Override
    public Boolean line(AssemblerEvent.Line event) {
        context.response().take(new String(event.octets(), StandardCharsets.US_ASCII));
        return true;
    }
}
