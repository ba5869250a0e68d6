// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.parse.CommandAssembler;
import dev.sekisho.imap.parse.ParserOptions;
import dev.sekisho.policy.imap.ImapState;
import dev.sekisho.server.imap.extension.EnabledExtensions;
import dev.sekisho.server.imap.extension.Extension;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.store.imap.UserMailboxes;
import java.util.Optional;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/**
 * What has been said and done in one session so far. Confined to a connection: to its event loop, or to the worker that it waits for.
 */
public final class ImapSessionData {
    private final EnabledExtensions enabled = new EnabledExtensions();
    private final CommandAssembler input = new CommandAssembler(options(false), ImapLimits.ofStranger());
    private ImapState state;
    private @Nullable Username user;
    private @Nullable SelectedMailbox selected;
    private Notifications notifications = Notifications.NOT_ASKED_FOR;

    ImapSessionData(boolean tls) {
        this.state = ImapState.connected(tls);
    }

    private static ParserOptions options(boolean utf8) {
        return new ParserOptions(utf8, UserMailboxes.DELIMITER);
    }

    /** All that decisions depend on. */
    public ImapState state() {
        return state;
    }

    public void become(ImapState next) {
        state = next;
    }

    /** What the client has enabled. */
    public EnabledExtensions enabled() {
        return enabled;
    }

    /** Turns an extension on; the next command is read accordingly. */
    public void enable(Extension extension) {
        boolean knewModSeqs = enabled.has(Extension.CONDSTORE);
        enabled.enable(extension);
        if (!knewModSeqs && enabled.has(Extension.CONDSTORE) && selected != null) {
            selected.tellModSeq();
        }
        input.options(options(enabled.utf8()));
    }

    /** Puts commands together. */
    public CommandAssembler input() {
        return input;
    }

    /** Who has logged in, or whom that one acts for. */
    public Optional<Username> user() {
        return Optional.ofNullable(user);
    }

    /** Who has logged in; the policy allows nothing that asks for it before a login. */
    public Username owner() {
        if (user == null) {
            throw new IllegalStateException("the policy allows no command on mailboxes before a login");
        }
        return user;
    }

    /** The login was good. */
    public void loggedIn(Username who, ImapLimits limits) {
        user = who;
        state = state.afterAuth();
        input.limits(limits.ofUser());
    }

    /** What the client wants to hear of without asking. */
    public Notifications notifications() {
        return notifications;
    }

    /** The client wants to hear of something else from now on. */
    public void become(Notifications wanted) {
        notifications.close();
        notifications = wanted;
    }

    /** The session ends: nothing is heard any more. */
    public void close() {
        unselect();
        become(Notifications.NOT_ASKED_FOR);
    }

    /** The mailbox that is selected; null if none is. */
    public @Nullable SelectedMailbox selected() {
        return selected;
    }

    /** The mailbox that is selected; the policy allows nothing that asks for it before. */
    public SelectedMailbox mailbox() {
        if (selected == null) {
            throw new IllegalStateException("the policy allows no command on messages without a mailbox");
        }
        return selected;
    }

    /** A mailbox is selected, and the one before is left. */
    public void select(SelectedMailbox mailbox) {
        unselect();
        selected = mailbox;
        state = state.afterSelect(mailbox.isReadOnly());
    }

    /** No mailbox is selected any more. */
    public void unselect() {
        SelectedMailbox left = selected;
        selected = null;
        if (left != null) {
            state = state.afterUnselect();
            left.close();
        }
    }
}
