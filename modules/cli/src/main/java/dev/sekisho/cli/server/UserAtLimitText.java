// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Plural;
import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.policy.diagnostics.ShellWord;
import dev.sekisho.policy.limit.SendingPeriod;
import dev.sekisho.store.sending.UserAtLimit;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Users that have sent to as many recipients as they may, for people and for programs. */
final class UserAtLimitText {
    private static final int MOST = 10;

    private UserAtLimitText() {}

    static List<String> lines(List<UserAtLimit> users) {
        Stream<String> first = users.stream().limit(MOST).map(UserAtLimitText::line);
        Stream<String> rest = users.size() > MOST
                ? Stream.of("sending: " + Plural.of(users.size() - MOST, "more limit")
                        + " reached: see 'sekisho user list'")
                : Stream.empty();
        return Stream.concat(first, rest).toList();
    }

    private static String line(UserAtLimit each) {
        String user = EscapedText.text(each.user());
        return "problem: user " + user + " has sent to " + each.most() + " recipients within "
                + (each.period() == SendingPeriod.HOUR ? "an hour" : "a day") + " and is at the limit until "
                + each.until().truncatedTo(ChronoUnit.MINUTES) + ": see sekisho queue list --user "
                + ShellWord.of(each.user());
    }

    static ArrayNode json(List<UserAtLimit> users) {
        ArrayNode all = JsonOutput.array();
        users.forEach(each -> all.addObject()
                .put("user", each.user())
                .put("period", each.period().word())
                .put("limit", each.most())
                .put("since", each.since().toString())
                .put("until", each.until().toString()));
        return all;
    }
}
