// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.AccountCommand;
import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.response.QuotaResource;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.mailbox.QuotaSource.Quota;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import java.util.ArrayList;
import java.util.List;

/** GETQUOTA and GETQUOTAROOT (RFC 9208 4.1): a user has one quota root, for all mailboxes. */
final class QuotaCommands {
    /** The one quota root's name. */
    private static final String ROOT = "User quota";

    private static final long UNIT = 1_024;

    private QuotaCommands() {}

    static void getQuota(ImapContext session, String tag, AccountCommand.GetQuota command) {
        CommandCall call = new CommandCall(tag, "GETQUOTA");
        CommandRunner.run(session, call, out -> {
            if (!command.root().equals(ROOT)) {
                return Completion.no(ResponseCode.NONEXISTENT, "There is no such quota root");
            }
            write(session, out);
            return call.completed();
        });
    }

    static void getQuotaRoot(ImapContext session, String tag, AccountCommand.GetQuotaRoot command) {
        CommandCall call = new CommandCall(tag, "GETQUOTAROOT");
        CommandRunner.run(session, call, out -> {
            if (Mailboxes.find(session, command.mailbox()).isEmpty()) {
                return Refusals.NO_SUCH_MAILBOX;
            }
            out.account().quotaRoot(command.mailbox(), List.of(ROOT));
            write(session, out);
            return call.completed();
        });
    }

    static void setQuota(ImapContext session, String tag, AccountCommand.SetQuota command) {
        session.replies().complete(tag, Completion.no(ResponseCode.NOPERM, "Quotas are set by the administrator"));
    }

    private static void write(ImapContext session, ImapResponses out) throws Exception {
        Quota quota = session.mail().quotas().quota(session.session().owner());
        List<QuotaResource> resources = new ArrayList<>();
        quota.octetLimit()
                .ifPresent(limit ->
                        resources.add(new QuotaResource("STORAGE", (quota.octets() + UNIT - 1) / UNIT, limit / UNIT)));
        quota.messageLimit().ifPresent(limit -> resources.add(new QuotaResource("MESSAGE", quota.messages(), limit)));
        out.account().quota(ROOT, resources);
    }
}
