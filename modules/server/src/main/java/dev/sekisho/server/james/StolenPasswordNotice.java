// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import dev.sekisho.policy.diagnostics.ShellWord;
import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.policy.limit.SendingPeriod;
import dev.sekisho.policy.limit.SentRecipients;
import dev.sekisho.relay.queue.DsnSubmission;
import dev.sekisho.server.smtp.sending.PostmasterNotice;
import dev.sekisho.store.login.GuessStore;
import dev.sekisho.store.login.KnownAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.core.MailAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the postmaster a message about an account that has reached a limit, from the null sender, with what to type if its password is stolen. */
public final class StolenPasswordNotice implements PostmasterNotice {
    private static final int MOST_ADDRESSES = 20;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Logger LOGGER = LoggerFactory.getLogger(StolenPasswordNotice.class);

    private final DsnSubmission submission;
    private final Postmaster postmaster;
    private final GuessStore logins;
    private final Clock clock;

    /** Who the postmaster is. */
    @FunctionalInterface
    public interface Postmaster {
        /** The address; empty while no domain is local. @throws Exception if it cannot be looked up */
        Optional<MailAddress> address() throws Exception;
    }

    /** @param logins where users have logged in from */
    public StolenPasswordNotice(DsnSubmission submission, Postmaster postmaster, GuessStore logins, Clock clock) {
        this.submission = submission;
        this.postmaster = postmaster;
        this.logins = logins;
        this.clock = clock;
    }

    @Override
    public void tell(String user, ReachedLimit limit, SentRecipients sent) throws Exception {
        Optional<MailAddress> to = postmaster.address();
        if (to.isEmpty()) {
            LOGGER.warn("no notice of the limit of user {}: no domain is local, so there is no postmaster", user);
            return;
        }
        String id = submission.submit(to.get().asString(), message(to.get(), user, limit, sent));
        LOGGER.info("notice {} tells {} of the limit of user {}", id, to.get().asString(), user);
    }

    private byte[] message(MailAddress to, String user, ReachedLimit limit, SentRecipients sent) {
        Instant now = clock.instant();
        List<String> lines = new ArrayList<>(List.of(
                "From: Sekisho <" + to.asString() + ">",
                "To: <" + to.asString() + ">",
                "Subject: A user has reached the limit of recipients",
                "Date: " + DATE.format(now),
                "Message-ID: <" + UUID.randomUUID() + "@" + to.getDomain().asString() + ">",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 8bit",
                ""));
        lines.addAll(text(user, limit, sent, now));
        return (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private List<String> text(String user, ReachedLimit limit, SentRecipients sent, Instant now) {
        String name = ShellWord.of(user);
        List<String> lines = new ArrayList<>(List.of(
                "The user " + user + " may send to " + limit.most() + " recipients in any " + hours(limit.period()),
                "and has done so. Further recipients get 450 4.7.1 until " + minute(limit.until()) + ".",
                "",
                "Recipients in the last " + hours(SendingPeriod.HOUR) + ": " + sent.within(SendingPeriod.HOUR, now),
                "Recipients in the last " + hours(SendingPeriod.DAY) + ": " + sent.within(SendingPeriod.DAY, now),
                ""));
        lines.addAll(addresses(user));
        lines.addAll(List.of(
                "If the user did not send this mail, somebody else knows a password. Stop the user, delete what waits in the queue,",
                "see which password was used last, and replace or revoke that one:",
                "",
                "  bin/sekisho user disable " + name,
                "  bin/sekisho queue remove --user " + name,
                "  bin/sekisho user password list " + name,
                "  bin/sekisho user password change " + name + " NAME",
                "  bin/sekisho user enable " + name,
                "",
                "If the user did, and is to send more:",
                "",
                "  bin/sekisho user limit " + name + " --hour N --day N",
                "",
                "There is one such notice a day for each user."));
        return lines;
    }

    private List<String> addresses(String user) {
        List<KnownAddress> known = logins.addresses(user, MOST_ADDRESSES);
        if (known.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("Addresses that the user has logged in from in the last 30 days, the latest first:");
        lines.add("");
        known.forEach(each -> lines.add("  " + each.address() + "  " + minute(each.last())));
        lines.add("");
        return lines;
    }

    private static String hours(SendingPeriod period) {
        long hours = period.length().toHours();
        return hours == 1 ? "60 minutes" : hours + " hours";
    }

    private static String minute(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace('T', ' ')
                .replace(":00Z", " UTC");
    }
}
