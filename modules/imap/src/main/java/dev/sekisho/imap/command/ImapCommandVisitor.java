// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

/** One method for each command; what is returned by it is returned by {@link ImapCommand#accept}. */
public interface ImapCommandVisitor<R> {
    /** CAPABILITY (RFC 9051 6.1.1). */
    R capability(SessionCommand.Capability command);

    /** NOOP (RFC 9051 6.1.2). */
    R noop(SessionCommand.Noop command);

    /** LOGOUT (RFC 9051 6.1.3). */
    R logout(SessionCommand.Logout command);

    /** ID (RFC 2971 3.1). */
    R id(SessionCommand.Id command);

    /** STARTTLS (RFC 9051 6.2.1). */
    R startTls(SessionCommand.StartTls command);

    /** AUTHENTICATE (RFC 9051 6.2.2), with the initial response of RFC 4959. */
    R authenticate(SessionCommand.Authenticate command);

    /** LOGIN (RFC 9051 6.2.3). */
    R login(SessionCommand.Login command);

    /** ENABLE (RFC 5161 3.1). */
    R enable(SessionCommand.Enable command);

    /** IDLE (RFC 9051 6.3.13); the client ends it by a line of its own, DONE. */
    R idle(SessionCommand.Idle command);

    /** COMPRESS (RFC 4978 3). */
    R compress(SessionCommand.Compress command);

    /** NOTIFY (RFC 5465 3). */
    R notify(SessionCommand.Notify command);

    /** SELECT or EXAMINE (RFC 9051 6.3.2, 6.3.3). */
    R select(MailboxCommand.Select command);

    /** CREATE (RFC 9051 6.3.4, RFC 6154 3). */
    R create(MailboxCommand.Create command);

    /** DELETE (RFC 9051 6.3.5). */
    R delete(MailboxCommand.Delete command);

    /** RENAME (RFC 9051 6.3.6). */
    R rename(MailboxCommand.Rename command);

    /** SUBSCRIBE (RFC 9051 6.3.7). */
    R subscribe(MailboxCommand.Subscribe command);

    /** UNSUBSCRIBE (RFC 9051 6.3.8). */
    R unsubscribe(MailboxCommand.Unsubscribe command);

    /** LIST (RFC 9051 6.3.9, RFC 5258). */
    R list(MailboxCommand.ListCommand command);

    /** LSUB (RFC 3501 6.3.9). */
    R lsub(MailboxCommand.Lsub command);

    /** STATUS (RFC 9051 6.3.11). */
    R status(MailboxCommand.Status command);

    /** APPEND (RFC 9051 6.3.12), of several messages (RFC 3502) or of parts (RFC 4469). */
    R append(MailboxCommand.Append command);

    /** NAMESPACE (RFC 9051 6.3.10). */
    R namespace(AccountCommand.Namespace command);

    /** GETQUOTA (RFC 9208 4.1.1). */
    R getQuota(AccountCommand.GetQuota command);

    /** GETQUOTAROOT (RFC 9208 4.1.2). */
    R getQuotaRoot(AccountCommand.GetQuotaRoot command);

    /** SETQUOTA (RFC 9208 4.1.3). */
    R setQuota(AccountCommand.SetQuota command);

    /** GETMETADATA (RFC 5464 4.2). */
    R getMetadata(AccountCommand.GetMetadata command);

    /** SETMETADATA (RFC 5464 4.3). */
    R setMetadata(AccountCommand.SetMetadata command);

    /** CHECK (RFC 3501 6.4.1). */
    R check(MessageCommand.Check command);

    /** CLOSE (RFC 9051 6.4.1). */
    R close(MessageCommand.Close command);

    /** UNSELECT (RFC 9051 6.4.2). */
    R unselect(MessageCommand.Unselect command);

    /** EXPUNGE and UID EXPUNGE (RFC 9051 6.4.3, 6.4.9). */
    R expunge(MessageCommand.Expunge command);

    /** SEARCH (RFC 9051 6.4.4). Texts are decoded already. */
    R search(MessageCommand.Search command);

    /** SORT (RFC 5256 3). */
    R sort(MessageCommand.Sort command);

    /** THREAD (RFC 5256 3). */
    R thread(MessageCommand.Thread command);

    /** FETCH (RFC 9051 6.4.5). Macros are expanded already. */
    R fetch(MessageCommand.Fetch command);

    /** STORE (RFC 9051 6.4.6). */
    R store(MessageCommand.Store command);

    /** COPY (RFC 9051 6.4.7). */
    R copy(MessageCommand.Copy command);

    /** MOVE (RFC 9051 6.4.8). */
    R move(MessageCommand.Move command);

    /** REPLACE (RFC 8508 3.3). */
    R replace(MessageCommand.Replace command);
}
