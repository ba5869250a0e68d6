// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.reply;

import dev.sekisho.policy.route.AuthMechanism;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server offers (RFC 5321 4.1.1.1).
 *
 * @param offered the arguments of each extension, by its keyword in upper case
 */
public record EhloCapabilities(Map<String, String> offered) {
    public static final EhloCapabilities NONE = new EhloCapabilities(Map.of());

    public EhloCapabilities {
        offered = Map.copyOf(offered);
    }

    /** Of a positive reply to EHLO; its first line is a greeting. */
    public static EhloCapabilities of(ServerReply ehlo) {
        Map<String, String> offered = new HashMap<>();
        ehlo.lines().stream().skip(1).forEach(line -> {
            // Old servers write AUTH=PLAIN.
            String[] parts = line.strip().split("[ =]+", 2);
            offered.merge(
                    parts[0].toUpperCase(Locale.ROOT), parts.length > 1 ? parts[1] : "", (one, two) -> one + " " + two);
        });
        return new EhloCapabilities(offered);
    }

    public boolean offers(String keyword) {
        return offered.containsKey(keyword);
    }

    /** The largest message it takes (RFC 1870); empty if it sets no limit or does not say. */
    public Optional<Long> sizeLimit() {
        return Optional.ofNullable(offered.get("SIZE"))
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .filter(limit -> limit > 0);
    }

    /** The first of these that the server offers. */
    public Optional<AuthMechanism> mechanism(List<AuthMechanism> wanted) {
        List<String> words = Arrays.asList(
                offered.getOrDefault("AUTH", "").toUpperCase(Locale.ROOT).split(" +"));
        return wanted.stream().filter(each -> words.contains(each.word())).findFirst();
    }
}
