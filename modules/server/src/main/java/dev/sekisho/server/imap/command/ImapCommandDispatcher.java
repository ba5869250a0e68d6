// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.AccountCommand;
import dev.sekisho.imap.command.ImapCommand;
import dev.sekisho.imap.command.ImapCommandVisitor;
import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.policy.imap.ImapRefusal;
import dev.sekisho.policy.imap.ImapVerb;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.imap.session.ImapListenerSettings;
import dev.sekisho.server.imap.session.MessageIntake;
import dev.sekisho.server.login.LoginLog;
import java.util.List;
import java.util.Optional;

/** Has each command decided by the policy, and gives what is allowed to the handler of its kind. One for all sessions of a listener. */
public final class ImapCommandDispatcher {
    private final Capabilities capabilities;

    /** The commands of a listener. */
    public ImapCommandDispatcher(ImapListenerSettings listener) {
        this.capabilities = new Capabilities(listener);
    }

    /** What is announced to a session now. */
    public List<String> capabilities(ImapContext session) {
        return capabilities.of(session);
    }

    /** Refuses a command whose verb is not allowed in the state that a session is in, and says so; false if it is allowed. */
    public boolean refuses(ImapContext session, String tag, ImapVerb verb) {
        if (verb == ImapVerb.LOGIN || verb == ImapVerb.AUTHENTICATE) {
            boolean heldOff = refusal(session).isPresent();
            session.session().become(session.session().state().withHeldOff(heldOff));
        }
        Optional<ImapRefusal> refusal =
                session.checkpoint().decide(session.session().state(), verb).refusal();
        refusal.filter(reason -> reason == ImapRefusal.HELD_OFF)
                .ifPresent(
                        reason -> LoginLog.notAskedFor(session.listenerName(), session.connection(), refusal(session)));
        refusal.ifPresent(reason -> session.replies().refuse(tag, reason));
        refusal.ifPresent(reason -> session.intake().discard());
        return refusal.isPresent();
    }

    /** Why no login is asked for; empty if one is. */
    static Optional<GuessRefusal> refusal(ImapContext session) {
        return session.listener()
                .logins()
                .refusal(
                        session.connection().client().getAddress(),
                        session.listener().policy().limits().failedLogins());
    }

    /** True if messages that a command has announced go to the store with the command alone, and not before. */
    public boolean fitsInMemory(ImapCommand soFar) {
        return AnnouncedMessages.octets(soFar) <= MessageIntake.IN_MEMORY;
    }

    /**
     * Why messages that a command has announced are not taken; empty if they are. Blocks.
     *
     * @param soFar the command up to the message that is to be sent
     */
    public Optional<Completion> refusalOfMessages(ImapContext session, ImapCommand soFar) {
        return AnnouncedMessages.refusal(session, soFar);
    }

    /** Has a command carried out and answered. */
    public void carryOut(ImapContext session, String tag, ImapCommand command) {
        if (!refuses(session, tag, command.verb())) {
            command.accept(new Call(session, tag, capabilities)).run();
        }
    }

    /** The call of a command by a session: what to do. */
    private record Call(ImapContext session, String tag, Capabilities capabilities)
            implements ImapCommandVisitor<Runnable> {
        private <C extends ImapCommand> Runnable by(ImapCommandHandler<C> handler, C command) {
            return () -> handler.carryOut(session, tag, command);
        }

        private Runnable notServed() {
            return () -> session.replies().complete(tag, Completion.bad("This command is not served"));
        }

        @Override
        public Runnable capability(SessionCommand.Capability command) {
            return by(new CapabilityCommand(capabilities), command);
        }

        @Override
        public Runnable noop(SessionCommand.Noop command) {
            return by(new NoopCommand(), command);
        }

        @Override
        public Runnable logout(SessionCommand.Logout command) {
            return by(new LogoutCommand(), command);
        }

        @Override
        public Runnable id(SessionCommand.Id command) {
            return by(new IdCommand(), command);
        }

        @Override
        public Runnable startTls(SessionCommand.StartTls command) {
            throw new IllegalStateException("the policy refuses STARTTLS in every state");
        }

        @Override
        public Runnable authenticate(SessionCommand.Authenticate command) {
            return by(new AuthenticateCommand(capabilities), command);
        }

        @Override
        public Runnable login(SessionCommand.Login command) {
            return by(new LoginCommand(capabilities), command);
        }

        @Override
        public Runnable enable(SessionCommand.Enable command) {
            return by(new EnableCommand(), command);
        }

        @Override
        public Runnable idle(SessionCommand.Idle command) {
            return by(new IdleCommand(), command);
        }

        @Override
        public Runnable compress(SessionCommand.Compress command) {
            return by(new CompressCommand(), command);
        }

        @Override
        public Runnable notify(SessionCommand.Notify command) {
            return by(new NotifyCommand(), command);
        }

        @Override
        public Runnable select(MailboxCommand.Select command) {
            return by(new SelectCommand(), command);
        }

        @Override
        public Runnable create(MailboxCommand.Create command) {
            return by(new CreateCommand(), command);
        }

        @Override
        public Runnable delete(MailboxCommand.Delete command) {
            return by(new DeleteCommand(), command);
        }

        @Override
        public Runnable rename(MailboxCommand.Rename command) {
            return by(new RenameCommand(), command);
        }

        @Override
        public Runnable subscribe(MailboxCommand.Subscribe command) {
            return by(new SubscribeCommand(), command);
        }

        @Override
        public Runnable unsubscribe(MailboxCommand.Unsubscribe command) {
            return by(new UnsubscribeCommand(), command);
        }

        @Override
        public Runnable list(MailboxCommand.ListCommand command) {
            return by(new ListCommand(), command);
        }

        @Override
        public Runnable lsub(MailboxCommand.Lsub command) {
            return by(new LsubCommand(), command);
        }

        @Override
        public Runnable status(MailboxCommand.Status command) {
            return by(new StatusCommand(), command);
        }

        @Override
        public Runnable append(MailboxCommand.Append command) {
            return by(new AppendCommand(), command);
        }

        @Override
        public Runnable namespace(AccountCommand.Namespace command) {
            return by(new NamespaceCommand(), command);
        }

        @Override
        public Runnable getQuota(AccountCommand.GetQuota command) {
            return by(QuotaCommands::getQuota, command);
        }

        @Override
        public Runnable getQuotaRoot(AccountCommand.GetQuotaRoot command) {
            return by(QuotaCommands::getQuotaRoot, command);
        }

        @Override
        public Runnable setQuota(AccountCommand.SetQuota command) {
            return by(QuotaCommands::setQuota, command);
        }

        @Override
        public Runnable getMetadata(AccountCommand.GetMetadata command) {
            return notServed();
        }

        @Override
        public Runnable setMetadata(AccountCommand.SetMetadata command) {
            return notServed();
        }

        @Override
        public Runnable check(MessageCommand.Check command) {
            return by(new CheckCommand(), command);
        }

        @Override
        public Runnable close(MessageCommand.Close command) {
            return by(new CloseCommand(), command);
        }

        @Override
        public Runnable unselect(MessageCommand.Unselect command) {
            return by(new UnselectCommand(), command);
        }

        @Override
        public Runnable expunge(MessageCommand.Expunge command) {
            return by(new ExpungeCommand(), command);
        }

        @Override
        public Runnable search(MessageCommand.Search command) {
            return by(new SearchCommand(), command);
        }

        @Override
        public Runnable sort(MessageCommand.Sort command) {
            return by(new SortCommand(), command);
        }

        @Override
        public Runnable thread(MessageCommand.Thread command) {
            return by(new ThreadCommand(), command);
        }

        @Override
        public Runnable fetch(MessageCommand.Fetch command) {
            return by(new FetchCommand(), command);
        }

        @Override
        public Runnable store(MessageCommand.Store command) {
            return by(new StoreCommand(), command);
        }

        @Override
        public Runnable copy(MessageCommand.Copy command) {
            return by(new CopyCommand(), command);
        }

        @Override
        public Runnable move(MessageCommand.Move command) {
            return by(new MoveCommand(), command);
        }

        @Override
        public Runnable replace(MessageCommand.Replace command) {
            return by(new ReplaceCommand(), command);
        }
    }
}
