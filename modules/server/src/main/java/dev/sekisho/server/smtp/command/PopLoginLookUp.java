// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.server.login.CheckedAccount;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.transaction.PathArgument;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import dev.sekisho.store.address.JamesAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * POP before SMTP: at each MAIL of a client that has shown no login it is seen anew who has read mail from its address, so that what was taken from the
 * account meanwhile counts at once. Of several users it is the one whose address the sender is.
 */
final class PopLoginLookUp {
    private static final Logger LOGGER = LoggerFactory.getLogger(PopLoginLookUp.class);

    private PopLoginLookUp() {}

    static void before(SmtpContext session, String argument, Runnable then) {
        session.session().endPopLogin();
        InetAddress client = session.connection().client().getAddress();
        Optional<Duration> within =
                session.listener().policy().rules().addresses().popBeforeSmtp();
        if (within.isEmpty()
                || !session.checkpoint().asksPopLogin(session.state())
                || !session.listener().policy().standsForUser(client.getAddress())) {
            then.run();
            return;
        }
        session.connection()
                .offload(
                        () -> find(session, client, within.get(), argument)
                                .map(session.services().logins().sessions()::look),
                        found -> {
                            found.ifPresent(account -> logIn(session, account));
                            then.run();
                        },
                        failure -> LookUpFailure.answer(session, failure));
    }

    private static Optional<Username> find(SmtpContext session, InetAddress client, Duration within, String argument)
            throws Exception {
        List<Username> users = session.services().logins().popBeforeSmtp().senders(client, within);
        Optional<MailAddress> sender = PathArgument.parse(argument, "FROM:")
                .map(PathArgument::path)
                .filter(path -> !path.isEmpty())
                .flatMap(JamesAddresses::ofWire);
        for (Username user : users) {
            if (sender.isPresent()
                    && session.services().directory().sender(user, sender.get()) == SenderOwnership.OWN) {
                return Optional.of(user);
            }
        }
        return users.stream().findFirst();
    }

    private static void logIn(SmtpContext session, CheckedAccount account) {
        Username user = account.user();
        session.session().loggedInByPop(user);
        if (session.session().isFirstByPop(user)) {
            session.services()
                    .logins()
                    .sessions()
                    .add(
                            session.connection(),
                            List.of(account),
                            () -> session.replies().say(SmtpReplies.ACCOUNT_CHANGED));
        }
        LOGGER.info(
                "{}: {} may send as {}, who has read mail from there",
                session.described(),
                session.connection().client().getAddress().getHostAddress(),
                user.asString());
    }
}
