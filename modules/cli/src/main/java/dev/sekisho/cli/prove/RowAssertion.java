// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.Expectation;
import dev.sekisho.policy.contract.Expectation.Tagged.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares an observation with the promise.
 *
 * @param seen what was observed
 * @param closed asks whether the connection is closed now; asked only where that was promised
 */
record RowAssertion(Observation seen, BooleanSupplier closed) implements Expectation.Visitor<Boolean> {
    private static final Pattern SMTP = Pattern.compile("(\\d{3})[ -]?(?:([245]\\.\\d{1,3}\\.\\d{1,3})(?: |$))?(.*)");
    private static final Pattern ERR = Pattern.compile("-ERR(?: \\[([^\\]]+)])?(?: (.*))?");

    /**
     * True if it is as promised.
     *
     * @param closed asks whether the connection is closed now; asked only where that was promised
     */
    static boolean kept(Expectation expected, Observation seen, BooleanSupplier closed) {
        return expected.accept(new RowAssertion(seen, closed));
    }

    @Override
    public Boolean greeting() {
        return replied(reply -> reply.last().startsWith("220")
                || reply.first().startsWith("+OK")
                || reply.first().startsWith("* OK"));
    }

    @Override
    public Boolean reply(Expectation.Reply expected) {
        return replied(reply -> smtp(expected, reply)) && (!expected.closes() || closed.getAsBoolean());
    }

    @Override
    public Boolean served() {
        return replied(reply -> reply.last().startsWith("2"));
    }

    @Override
    public Boolean lists(Expectation.Lists expected) {
        return replied(reply -> lists(expected, reply));
    }

    @Override
    public Boolean ok() {
        return replied(reply -> reply.first().startsWith("+OK"));
    }

    @Override
    public Boolean err(Expectation.Err expected) {
        return replied(reply -> err(expected, reply)) && (!expected.closes() || closed.getAsBoolean());
    }

    @Override
    public Boolean tagged(Expectation.Tagged expected) {
        return replied(reply -> tagged(expected, reply, closed));
    }

    @Override
    public Boolean tlsBegins() {
        return seen instanceof Observation.TlsOn;
    }

    @Override
    public Boolean handshakeFails() {
        return seen instanceof Observation.HandshakeRefused;
    }

    @Override
    public Boolean closedWithoutAWord() {
        return seen instanceof Observation.Closed;
    }

    @Override
    public Boolean closedAtStartTls() {
        return seen instanceof Observation.Closed;
    }

    @Override
    public Boolean allServed(Expectation.AllServed expected) {
        return seen instanceof Observation.Replies replies
                && replies.replies().size() == expected.replies()
                && replies.replies().stream().allMatch(RowAssertion::success);
    }

    private boolean replied(Predicate<Observation.Reply> asPromised) {
        return seen instanceof Observation.Reply reply && asPromised.test(reply);
    }

    private static boolean success(Observation.Reply reply) {
        return reply.last().startsWith("2") || reply.first().startsWith("+OK");
    }

    private static boolean smtp(Expectation.Reply expected, Observation.Reply reply) {
        Matcher matcher = SMTP.matcher(reply.last());
        return matcher.matches()
                && matcher.group(1).equals(Integer.toString(expected.code()))
                && (expected.enhanced().isEmpty() || expected.enhanced().equals(matcher.group(2)))
                && expected.words().map(matcher.group(3).strip()::equals).orElse(true);
    }

    private static boolean err(Expectation.Err expected, Observation.Reply reply) {
        Matcher matcher = ERR.matcher(reply.first());
        return matcher.matches()
                && (expected.responseCode().isEmpty() || expected.responseCode().equals(matcher.group(1)))
                && expected.words()
                        .map(words -> words.equals(
                                Optional.ofNullable(matcher.group(2)).orElse("").strip()))
                        .orElse(true);
    }

    private static boolean lists(Expectation.Lists expected, Observation.Reply reply) {
        List<String> capabilities = capabilities(reply);
        return !capabilities.isEmpty()
                && expected.listed().stream().allMatch(wanted -> listed(capabilities, wanted))
                && expected.notListed().stream().noneMatch(unwanted -> listed(capabilities, unwanted));
    }

    /** EHLO lists one on each line behind the code, CAPA one on each line after the first, CAPABILITY all on one. */
    private static List<String> capabilities(Observation.Reply reply) {
        if (reply.first().startsWith("250")) {
            return reply.lines().stream()
                    .map(line -> line.substring(Math.min(4, line.length())))
                    .toList();
        }
        if (reply.first().startsWith("+OK")) {
            return reply.lines();
        }
        return reply.lines().stream()
                .filter(line -> line.startsWith("* CAPABILITY "))
                .flatMap(line -> List.of(line.split(" ")).stream())
                .toList();
    }

    /** A capability is listed with what it was promised with, or with more. */
    private static boolean listed(List<String> capabilities, String wanted) {
        List<String> words = List.of(wanted.toUpperCase(Locale.ROOT).split(" "));
        return capabilities.stream()
                .map(line -> List.of(line.toUpperCase(Locale.ROOT).split(" ")))
                .anyMatch(line -> line.get(0).equals(words.get(0)) && line.containsAll(words));
    }

    private static boolean tagged(Expectation.Tagged expected, Observation.Reply reply, BooleanSupplier closed) {
        String status = ImapDialect.status(reply);
        boolean bye = expected.closes() && status.equals("BYE");
        boolean right = bye || matches(expected.verdict(), status);
        return right && (!expected.closes() || closed.getAsBoolean());
    }

    private static boolean matches(Verdict verdict, String status) {
        return switch (verdict) {
            case OK -> status.equals("OK");
            case NO -> status.equals("NO");
            case BAD -> status.equals("BAD");
            case BYE -> status.equals("BYE");
        };
    }
}
