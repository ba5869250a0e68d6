// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.store.Store;
import dev.sekisho.store.sending.UserAtLimit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/**
 * Users, for people and for programs.
 *
 * @param users in the order of their names
 * @param exposed those for whom somebody tried a login in cleartext, and when
 * @param disabled those that nobody may log in as, and since when
 * @param popBeforeSmtp those that may send from where they have just read mail by POP3
 * @param limits those that have limits of recipients of their own
 * @param atLimit those that are at a limit of recipients, and until when
 * @param unused where only these are asked for: those that have not logged in, and when they last did
 */
record UserListing(
        List<Username> users,
        Map<Username, Instant> exposed,
        Map<Username, Instant> disabled,
        Set<Username> popBeforeSmtp,
        Map<String, SendingLimits> limits,
        Map<String, Instant> atLimit,
        Map<Username, Optional<Instant>> unused) {

    /** All users, or those without a login since a time. */
    static UserListing of(Store store, Instant now, Optional<Instant> unusedSince) {
        Map<Username, Optional<Instant>> unused =
                unusedSince.map(since -> store.users().unusedSince(since)).orElse(Map.of());
        List<Username> users = unusedSince.isPresent()
                ? List.copyOf(unused.keySet())
                : store.users().list();
        Map<String, Instant> atLimit = store.sending().atLimit(now).stream()
                .collect(Collectors.toMap(
                        UserAtLimit::user, UserAtLimit::until, (one, other) -> one.isAfter(other) ? one : other));
        return new UserListing(
                users,
                store.users().exposed(),
                store.users().disabled(),
                store.users().popBeforeSmtp(),
                store.sending().limits(),
                atLimit,
                unused);
    }

    /** The same with those alone that are exposed. */
    UserListing onlyExposed() {
        return only(exposed::containsKey);
    }

    private UserListing only(Predicate<Username> which) {
        return new UserListing(
                users.stream().filter(which).toList(), exposed, disabled, popBeforeSmtp, limits, atLimit, unused);
    }

    List<String> lines() {
        return users.stream().map(this::line).toList();
    }

    private String line(Username user) {
        StringBuilder line = new StringBuilder(EscapedText.text(user.asString()));
        if (disabled.containsKey(user)) {
            line.append("  disabled since ").append(minute(disabled.get(user)));
        }
        if (popBeforeSmtp.contains(user)) {
            line.append("  POP before SMTP");
        }
        Optional.ofNullable(limits.get(user.asString()))
                .ifPresent(own -> line.append("  may send to ").append(UserLimitCommand.words(own)));
        if (atLimit.containsKey(user.asString())) {
            line.append("  at its limit of recipients until ").append(minute(atLimit.get(user.asString())));
        }
        if (unused.containsKey(user)) {
            line.append(
                    unused.get(user).map(when -> "  last login " + minute(when)).orElse("  no login known"));
        }
        if (exposed.containsKey(user)) {
            line.append("  exposed: somebody tried a login for it in cleartext on ")
                    .append(exposed.get(user))
                    .append("; if it was its owner, the password may have been read: change it by 'user passwd'");
        }
        return line.toString();
    }

    private static String minute(@Nullable Instant time) {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    ArrayNode json() {
        ArrayNode all = JsonOutput.array();
        for (Username user : users) {
            ObjectNode node = all.addObject()
                    .put("name", user.asString())
                    .put("exposed", text(exposed.get(user)))
                    .put("disabled", text(disabled.get(user)))
                    .put("popBeforeSmtp", popBeforeSmtp.contains(user))
                    .put("atLimitUntil", text(atLimit.get(user.asString())));
            UserLimitCommand.put(node, Optional.ofNullable(limits.get(user.asString())));
            if (unused.containsKey(user)) {
                node.put("lastLogin", unused.get(user).map(Instant::toString).orElse(null));
            }
        }
        return all;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
