// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.Expectation;
import dev.sekisho.policy.contract.Expectation.Tagged.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares an observation with the promise. */
final class RowAssertion {
    private static final Pattern SMTP = Pattern.compile("(\\d{3})[ -]?(?:([245]\\.\\d{1,3}\\.\\d{1,3})(?: |$))?(.*)");
    private static final Pattern ERR = Pattern.compile("-ERR(?: \\[([^\\]]+)])?(?: (.*))?");

    private RowAssertion() {}

    /**
     * True if it is as promised.
     *
     * @param closed asks whether the connection is closed now; asked only where that was promised
     */
    static boolean kept(Expectation expected, Observation seen, BooleanSupplier closed) {
        if (expected instanceof Expectation.HandshakeFails) {
            return seen instanceof Observation.HandshakeRefused;
        }
        if (expected instanceof Expectation.TlsBegins) {
            return seen instanceof Observation.TlsOn;
        }
        if (expected instanceof Expectation.ClosedWithoutAWord || expected instanceof Expectation.ClosedAtStartTls) {
            return seen instanceof Observation.Closed;
        }
        if (expected instanceof Expectation.AllServed all) {
            return seen instanceof Observation.Replies replies
                    && replies.replies().size() == all.replies()
                    && replies.replies().stream().allMatch(RowAssertion::success);
        }
        return seen instanceof Observation.Reply reply && replied(expected, reply, closed);
    }

    private static boolean replied(Expectation expected, Observation.Reply reply, BooleanSupplier closed) {
        if (expected instanceof Expectation.Greeting) {
            return reply.last().startsWith("220")
                    || reply.first().startsWith("+OK")
                    || reply.first().startsWith("* OK");
        }
        if (expected instanceof Expectation.Served) {
            return reply.last().startsWith("2");
        }
        if (expected instanceof Expectation.Reply smtp) {
            return smtp(smtp, reply) && (!smtp.closes() || closed.getAsBoolean());
        }
        if (expected instanceof Expectation.Ok) {
            return reply.first().startsWith("+OK");
        }
        if (expected instanceof Expectation.Err err) {
            return err(err, reply) && (!err.closes() || closed.getAsBoolean());
        }
        if (expected instanceof Expectation.Lists lists) {
            return lists(lists, reply);
        }
        return expected instanceof Expectation.Tagged tagged && tagged(tagged, reply, closed);
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
            case NO_OR_BAD -> status.equals("NO") || status.equals("BAD");
            case NO_BAD_OR_BYE -> status.equals("NO") || status.equals("BAD") || status.equals("BYE");
        };
    }
}
