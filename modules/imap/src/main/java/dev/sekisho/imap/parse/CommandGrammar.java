// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.AccountCommand;
import dev.sekisho.imap.command.ImapCommand;
import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.imap.value.SequenceSet;
import dev.sekisho.policy.imap.ImapVerb;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which arguments each verb has (RFC 9051 9). The cursor is behind the verb. */
final class CommandGrammar {
    private static final Set<ImapVerb> BY_UID = EnumSet.of(
            ImapVerb.COPY,
            ImapVerb.EXPUNGE,
            ImapVerb.FETCH,
            ImapVerb.MOVE,
            ImapVerb.REPLACE,
            ImapVerb.SEARCH,
            ImapVerb.SORT,
            ImapVerb.STORE,
            ImapVerb.THREAD);

    private CommandGrammar() {}

    static ImapCommand command(ImapVerb verb, boolean uid, Tokens tokens) throws SyntaxException {
        if (uid && !BY_UID.contains(verb)) {
            throw SyntaxException.bad("found UID before a command that has no such form");
        }
        return switch (verb) {
            case CAPABILITY -> new SessionCommand.Capability();
            case NOOP -> new SessionCommand.Noop();
            case LOGOUT -> new SessionCommand.Logout();
            case STARTTLS -> new SessionCommand.StartTls();
            case IDLE -> new SessionCommand.Idle();
            case ID -> SessionGrammar.id(tokens);
            case AUTHENTICATE -> SessionGrammar.authenticate(tokens);
            case LOGIN -> SessionGrammar.login(tokens);
            case ENABLE -> SessionGrammar.enable(tokens);
            case COMPRESS -> SessionGrammar.compress(tokens);
            case NOTIFY -> new NotifyGrammar(tokens).command();
            case SELECT -> SelectGrammar.select(tokens, false);
            case EXAMINE -> SelectGrammar.select(tokens, true);
            case CREATE -> MailboxGrammar.create(tokens);
            case DELETE -> new MailboxCommand.Delete(MailboxGrammar.mailbox(tokens));
            case RENAME -> MailboxGrammar.rename(tokens);
            case SUBSCRIBE -> new MailboxCommand.Subscribe(MailboxGrammar.mailbox(tokens));
            case UNSUBSCRIBE -> new MailboxCommand.Unsubscribe(MailboxGrammar.mailbox(tokens));
            case LIST -> new ListGrammar(tokens).list();
            case LSUB -> new ListGrammar(tokens).lsub();
            case STATUS -> MailboxGrammar.status(tokens);
            case APPEND -> new AppendGrammar(tokens).append();
            case NAMESPACE -> new AccountCommand.Namespace();
            case GETQUOTA -> AccountGrammar.getQuota(tokens);
            case GETQUOTAROOT -> new AccountCommand.GetQuotaRoot(MailboxGrammar.mailbox(tokens));
            case SETQUOTA -> AccountGrammar.setQuota(tokens);
            case GETMETADATA -> AccountGrammar.getMetadata(tokens);
            case SETMETADATA -> AccountGrammar.setMetadata(tokens);
            case CHECK -> new MessageCommand.Check();
            case CLOSE -> new MessageCommand.Close();
            case UNSELECT -> new MessageCommand.Unselect();
            case EXPUNGE -> new MessageCommand.Expunge(uid ? Optional.of(messages(tokens)) : Optional.empty());
            case SEARCH -> new SearchGrammar(tokens).search(uid);
            case SORT -> new SearchGrammar(tokens).sort(uid);
            case THREAD -> new SearchGrammar(tokens).thread(uid);
            case FETCH -> new FetchGrammar(tokens).fetch(uid);
            case STORE -> StoreGrammar.store(tokens, uid);
            case COPY -> new MessageCommand.Copy(messages(tokens), MailboxGrammar.mailbox(tokens), uid);
            case MOVE -> new MessageCommand.Move(messages(tokens), MailboxGrammar.mailbox(tokens), uid);
            case REPLACE -> new AppendGrammar(tokens).replace(uid);
            case UNKNOWN -> throw SyntaxException.bad("Unknown command");
        };
    }

    /** A blank and a sequence set. */
    static SequenceSet messages(Tokens tokens) throws SyntaxException {
        tokens.cursor().blank();
        return SequenceSetParser.set(tokens);
    }
}
