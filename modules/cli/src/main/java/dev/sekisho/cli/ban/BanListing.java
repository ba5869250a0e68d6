// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.ban;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.PrintableText;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.policy.login.Ban;
import dev.sekisho.policy.login.GuessSubject;
import dev.sekisho.policy.login.HoldOff;
import dev.sekisho.store.login.GuardedAccount;
import dev.sekisho.store.login.GuessSummary;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Bans and hold-offs as {@code ban list} shows them.
 *
 * @param bans the operator's
 * @param guesses the server's
 */
record BanListing(List<Ban> bans, GuessSummary guesses) {
    /** For people. */
    List<String> lines() {
        if (bans.isEmpty() && guesses.equals(GuessSummary.NONE)) {
            return List.of("nobody is banned or held off");
        }
        TextTable table = new TextTable("WHO", "WHAT", "UNTIL", "WHY");
        for (Ban ban : bans) {
            table.add(
                    ban.network().toString(),
                    ban.allPorts() ? "banned on all ports" : "banned",
                    ban.ends().map(Object::toString).orElse("-"),
                    PrintableText.line(ban.who() + (ban.why().isEmpty() ? "" : ": " + ban.why())));
        }
        for (HoldOff each : guesses.holdOffs()) {
            table.add(
                    network(each),
                    "held off",
                    each.until().truncatedTo(ChronoUnit.SECONDS).toString(),
                    why(each));
        }
        for (GuardedAccount account : guesses.guarded()) {
            table.add(
                    account.user().orElse("(no account)"),
                    "strangers wait",
                    "-",
                    account.guesses() + " bad logins from " + account.addresses() + " addresses in an hour");
        }
        return table.lines();
    }

    private static String network(HoldOff holdOff) {
        return holdOff.subject().text().replaceFirst("#.*", "");
    }

    private static String why(HoldOff holdOff) {
        String whose = holdOff.subject().kind() == GuessSubject.Kind.CLIENT
                ? "bad logins to one account that was used there before"
                : "bad logins";
        return whose + ", time " + holdOff.round() + " in a row";
    }

    /** For programs. */
    String json() {
        ObjectNode all = JsonOutput.object();
        ArrayNode banned = all.putArray("bans");
        for (Ban ban : bans) {
            banned.addObject()
                    .put("network", ban.network().toString())
                    .put("begun", ban.begun().toString())
                    .put("until", ban.ends().map(Object::toString).orElse(null))
                    .put("allPorts", ban.allPorts())
                    .put("by", ban.who())
                    .put("reason", ban.why());
        }
        ArrayNode heldOff = all.putArray("heldOff");
        for (HoldOff each : guesses.holdOffs()) {
            heldOff.addObject()
                    .put("scope", each.subject().kind().word())
                    .put("network", network(each))
                    .put("until", each.until().toString())
                    .put("round", each.round());
        }
        ArrayNode guarded = all.putArray("guardedAccounts");
        for (GuardedAccount account : guesses.guarded()) {
            guarded.addObject()
                    .put("user", account.user().orElse(null))
                    .put("badLogins", account.guesses())
                    .put("addresses", account.addresses());
        }
        return JsonOutput.text(all);
    }
}
