// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.server.imap.mailbox.MailboxGone;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.store.sql.StoreUncertainException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has a command carried out by workers, one step after the other as the client takes what they say; then tells of changes of the selected
 * mailbox, and answers. Confined to a connection: to its event loop, or to the worker that it waits for.
 */
public final class CommandRunner {
    private final ImapContext session;
    private final CommandCall call;
    private final CommandWork work;
    private final ResponseOutput output;
    private final ImapResponses responses;

    private CommandRunner(ImapContext session, CommandCall call, CommandWork work) {
        this.session = session;
        this.call = call;
        this.work = work;
        this.output = new ResponseOutput(session.connection());
        this.responses = new ImapResponses(output);
        if (session.session().enabled().utf8()) {
            responses.enableUtf8();
        }
    }

    /** Carries out work of one step. */
    public static void run(ImapContext session, CommandCall call, CommandWork.Single work) {
        runSteps(session, call, CommandWork.once(work));
    }

    /** Carries out work of several steps. */
    public static void runSteps(ImapContext session, CommandCall call, CommandWork work) {
        session.news().pause();
        new CommandRunner(session, call, work).next();
    }

    /**
     * What has come of a step.
     *
     * @param octets what is to be written
     * @param end how the command ends; null if it goes on
     * @param gone why no mailbox can be selected any more; null if nothing is wrong
     */
    private record Step(
            ByteBuf octets,
            @Nullable Completion end,
            @Nullable MailboxGone gone) {}

    private void next() {
        session.connection().offload(this::step, this::stepped, this::failed);
    }

    private Step step() throws Exception {
        Optional<Completion> end = work.step(responses);
        MailboxGone gone = null;
        if (end.isPresent()) {
            gone = tellChanges();
            responses.tagged(
                    call.tag(), end.get().status(), end.get().code(), end.get().text());
        }
        responses.flush();
        return new Step(output.take(), end.orElse(null), gone);
    }

    /** Tells of changes; why that is not possible any more, or null. What the command has done is done, so that its answer stands whatever happens here. */
    private @Nullable MailboxGone tellChanges() throws Exception {
        try {
            SelectedNews.tell(session, responses, call.expunges(), call.asksForNews());
            return null;
        } catch (MailboxGone removed) {
            return removed;
        } catch (BrokenOutput broken) {
            throw broken;
        } catch (Exception e) {
            FailureReplies.trace(session.listenerName(), session.connection().client(), "telling changes", e);
            return null;
        }
    }

    private void stepped(Step step) {
        session.replies().write(step.octets());
        if (step.end() == null) {
            session.connection().whenWritable(this::next);
            return;
        }
        session.replies().count(step.end());
        if (step.gone() != null) {
            mailboxGone(step.gone());
        } else {
            session.news().resume();
            tellWhatIsHeldBack();
        }
    }

    /** A client that wants to hear of expunges at once hears of those that this command has held back. */
    private void tellWhatIsHeldBack() {
        SelectedMailbox selected = session.session().selected();
        if (selected != null && session.session().notifications().selected().atOnce() && selected.holdsExpunges()) {
            session.news().wake();
        }
    }

    private void mailboxGone(MailboxGone gone) {
        FailureReplies.lost(session.listenerName(), session.connection().client(), gone);
        session.replies().bye(String.valueOf(gone.getMessage()), EndReason.FINISHED);
    }

    private void failed(Throwable failure) {
        if (failure instanceof MailboxGone gone) {
            mailboxGone(gone);
        } else if (failure.getCause() instanceof MailboxGone gone) {
            mailboxGone(gone);
        } else if (failure instanceof BrokenOutput || failure.getCause() instanceof BrokenOutput) {
            FailureReplies.trace(session.listenerName(), session.connection().client(), call.name(), failure);
            session.connection().close(EndReason.FAULT);
        } else if (failure instanceof StoreUncertainException
                || failure.getCause() instanceof StoreUncertainException) {
            FailureReplies.trace(session.listenerName(), session.connection().client(), call.name(), failure);
            session.replies().write(saidBefore());
            session.replies()
                    .bye("Whether the command was carried out is not known, look and log in again", EndReason.FAULT);
        } else {
            session.replies().write(saidBefore());
            session.replies()
                    .complete(
                            call.tag(),
                            FailureReplies.tell(
                                    session.listenerName(), session.connection().client(), call.name(), failure));
            session.replies().erred();
            session.news().resume();
        }
    }

    /** What the command had said before it failed; whole responses only. */
    private ByteBuf saidBefore() {
        try {
            responses.flush();
        } catch (IOException gone) {
            return Unpooled.EMPTY_BUFFER;
        }
        return output.take();
    }
}
