// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.imap.command.AccountCommand;
import dev.sekisho.imap.response.QuotaResource;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.server.imap.session.CommandCall;
import dev.sekisho.server.imap.session.CommandRunner;
import dev.sekisho.server.imap.session.Completion;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.store.imap.UserQuota;
import java.util.ArrayList;
import java.util.List;

/** GETQUOTA and GETQUOTAROOT (RFC 9208 4.1): a user of whom there is a limit has one quota root, for all mailboxes; others have none. */
final class QuotaCommands {
    /** The one quota root's name. */
    private static final String ROOT = "User quota";

    private static final long UNIT = 1_024;

    private QuotaCommands() {}

    static void getQuota(ImapContext session, String tag, AccountCommand.GetQuota command) {
        CommandCall call = new CommandCall(tag, "GETQUOTA");
        CommandRunner.run(session, call, out -> {
            List<QuotaResource> resources = command.root().equals(ROOT) ? resources(session) : List.of();
            if (resources.isEmpty()) {
                return Completion.no(ResponseCode.NONEXISTENT, "There is no such quota root");
            }
            out.account().quota(ROOT, resources);
            return call.completed();
        });
    }

    static void getQuotaRoot(ImapContext session, String tag, AccountCommand.GetQuotaRoot command) {
        CommandCall call = new CommandCall(tag, "GETQUOTAROOT");
        CommandRunner.run(session, call, out -> {
            if (Mailboxes.find(session, command.mailbox()).isEmpty()) {
                return Refusals.NO_SUCH_MAILBOX;
            }
            List<QuotaResource> resources = resources(session);
            out.account().quotaRoot(command.mailbox(), resources.isEmpty() ? List.of() : List.of(ROOT));
            if (!resources.isEmpty()) {
                out.account().quota(ROOT, resources);
            }
            return call.completed();
        });
    }

    static void setQuota(ImapContext session, String tag, AccountCommand.SetQuota command) {
        session.replies().complete(tag, Completion.no(ResponseCode.NOPERM, "Quotas are set by the administrator"));
    }

    /** What is bounded; a quota root has at least one resource (RFC 9208 7, quota-list). */
    private static List<QuotaResource> resources(ImapContext session) {
        UserQuota quota = session.mail().store().quotas().of(session.session().owner());
        List<QuotaResource> resources = new ArrayList<>();
        quota.octetLimit()
                .ifPresent(limit -> resources.add(new QuotaResource("STORAGE", units(quota.octets()), units(limit))));
        quota.messageLimit().ifPresent(limit -> resources.add(new QuotaResource("MESSAGE", quota.messages(), limit)));
        return resources;
    }

    /** Both rounded up, so that whoever has room is not shown as beyond the limit. */
    private static long units(long octets) {
        return (octets + UNIT - 1) / UNIT;
    }
}
