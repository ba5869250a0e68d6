// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.PeerLimits;
import dev.sekisho.policy.PeerStanding;
import dev.sekisho.policy.Pin;
import dev.sekisho.policy.PinState;
import dev.sekisho.policy.PinUse;
import dev.sekisho.policy.PinnedPeer;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.SenderPattern;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.contract.Step.Connect;
import dev.sekisho.policy.contract.Step.Credentials;
import dev.sekisho.policy.contract.Step.Hello;
import dev.sekisho.policy.contract.Step.LogIn;
import dev.sekisho.policy.contract.Step.Mechanism;
import dev.sekisho.policy.contract.Step.Say;
import dev.sekisho.policy.contract.Step.SayTogether;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpCommand;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The rows of a policy that speaks SMTP, up to where a mail transaction may begin. */
final class SmtpRows {
    private static final Step EHLO = new Say("EHLO prove.invalid");
    private static final List<String> HARMLESS = List.of("HELO prove.invalid", "NOOP", "RSET", "HELP");
    private static final List<String> MAIL_COMMANDS = List.of(
            "MAIL FROM:<prove@remote.invalid>",
            "RCPT TO:<prove@remote.invalid>",
            "DATA",
            "BDAT 0 LAST",
            "VRFY prove",
            "EXPN prove");
    private static final List<String> QUEUE_COMMANDS = List.of("ETRN remote.invalid", "ATRN", "TURN");
    private static final String AUTH_WITH_CREDENTIALS = "AUTH PLAIN AHByb3ZlAHByb3Zl";

    private final PortPolicy policy;
    private final boolean trustedNetwork;
    private final SmtpCheckpoint checkpoint;
    private final List<Row> rows = new ArrayList<>();

    SmtpRows(PortPolicy policy, boolean trustedNetwork) {
        this.policy = policy;
        this.trustedNetwork = trustedNetwork;
        this.checkpoint = new SmtpCheckpoint(policy);
    }

    List<Row> rows() {
        if (policy.tls() != TlsMode.IMPLICIT) {
            inClear();
        }
        rows.addAll(TlsRows.of(policy, "STARTTLS", "EHLO prove.invalid"));
        if (policy.tls() != TlsMode.NONE) {
            underTls();
        }
        rows.addAll(PaceRows.of(policy));
        return List.copyOf(rows);
    }

    private void inClear() {
        Point connected = Point.start("clear", SmtpState.connected(false, trustedNetwork), new Connect(Hello.MODERN));
        rows.add(new Row("clear", "(connects)", new Expectation.Greeting(), "RFC 5321 3.1", connected.road()));
        if (policy.tls() != TlsMode.REQUIRED) {
            command(connected, MAIL_COMMANDS.get(0), "MAIL before EHLO", "RFC 5321 4.1.4");
        }
        Point greeted = greeted(connected);
        HARMLESS.forEach(line -> command(greeted, line, firstWord(line), "RFC 5321 4.1.1"));
        pipelined(connected);
        command(greeted, "AUTH PLAIN", "AUTH PLAIN", "RFC 4954 4");
        command(greeted, AUTH_WITH_CREDENTIALS, "AUTH PLAIN with credentials", "RFC 4954 4");
        command(greeted, "STARTTLS now", "STARTTLS with an argument", "RFC 3207 4");
        if (policy.tls() == TlsMode.NONE) {
            command(greeted, "STARTTLS", "STARTTLS", "RFC 5321 4.2.4");
        }
        if (policy.tls() == TlsMode.REQUIRED) {
            MAIL_COMMANDS.forEach(line -> command(greeted, line, firstWord(line), "RFC 3207 4"));
            QUEUE_COMMANDS.forEach(line -> command(greeted, line, firstWord(line), "RFC 3207 4"));
        } else {
            rows.addAll(new SmtpTransactionRows(policy, greeted).rows());
        }
        unknown(greeted);
        quit(greeted);
        if (policy.tls() != TlsMode.NONE) {
            rows.add(
                    needsAFault("clear", "STARTTLS, no certificate usable", SmtpRefusal.TLS_UNAVAILABLE, "RFC 3207 4"));
        }
    }

    private void underTls() {
        SmtpState state = policy.tls() == TlsMode.IMPLICIT
                ? SmtpState.connected(true, trustedNetwork)
                : SmtpState.connected(false, trustedNetwork).afterStartTls();
        if (policy.relay() == RelayRule.PINNED) {
            strangers(state);
            pinned(state);
            return;
        }
        Point upgraded = new Point("TLS", state, TlsRows.road(policy, Hello.MODERN, EHLO));
        command(upgraded, MAIL_COMMANDS.get(0), "MAIL before EHLO", "RFC 3207 4.2");
        command(upgraded, AUTH_WITH_CREDENTIALS, "AUTH before EHLO", "RFC 3207 4.2");
        Point greeted = greeted(upgraded);
        command(greeted, "STARTTLS", "STARTTLS again", "RFC 3207 4.2");
        if (policy.auth() == AuthMode.NONE) {
            command(greeted, AUTH_WITH_CREDENTIALS, "AUTH PLAIN", "RFC 4954 4");
            rows.addAll(new SmtpTransactionRows(policy, greeted).rows());
            unknown(greeted);
            quit(greeted);
        } else {
            beforeLogin(greeted);
            afterLogin(greeted);
        }
    }

    private void beforeLogin(Point greeted) {
        MAIL_COMMANDS.forEach(line -> command(greeted, line, firstWord(line), "RFC 4954 6"));
        rows.add(cancelled(greeted));
        rows.add(refused(greeted, "AUTH PLAIN !not-base64!", "AUTH, not base64", SmtpRefusal.AUTH_MALFORMED, false));
        rows.add(refused(greeted, "AUTH X-NONE", "AUTH, unknown mechanism", SmtpRefusal.MECHANISM_UNKNOWN, true));
        badLogins(greeted);
        unknown(greeted);
        quit(greeted);
    }

    private void afterLogin(Point greeted) {
        Point user =
                greeted.then("logged in", greeted.state().afterAuth(), new LogIn(Credentials.RIGHT, Mechanism.PLAIN));
        rows.add(new Row("TLS", "AUTH, right", Expectation.Reply.of(235, "2.7.0"), "RFC 4954 6", user.road()));
        greeted(user);
        command(user, AUTH_WITH_CREDENTIALS, "AUTH again", "RFC 4954 4");
        rows.addAll(new SmtpTransactionRows(policy, user).rows());
        QUEUE_COMMANDS.forEach(line -> command(user, line, firstWord(line), "RFC 6409 7"));
    }

    private void badLogins(Point greeted) {
        Point point = greeted;
        for (int i = 0; i < policy.limits().failedAuths(); i++) {
            Credentials wrong = i % 2 == 0 ? Credentials.UNKNOWN_USER : Credentials.WRONG_PASSWORD;
            SmtpRefusal refusal = checkpoint.failedAuth(point.state());
            point = point.then("TLS", point.state().afterFailedAuth(), new LogIn(wrong, Mechanism.PLAIN));
            String who = wrong == Credentials.UNKNOWN_USER ? "user does not exist" : "password is wrong";
            Expectation expected = new Expectation.Reply(
                    refusal.reply().code(),
                    refusal.reply().enhanced(),
                    refusal.closes()
                            ? Optional.empty()
                            : Optional.of(refusal.reply().text()),
                    refusal.closes());
            String says = "AUTH, " + who + (i == 0 ? "" : " (bad login " + (i + 1) + ")");
            rows.add(new Row("TLS", says, expected, "RFC 4954 6", point.road()));
        }
        heldOff(greeted);
    }

    /** Whoever wanted to prove it would be held off. */
    private void heldOff(Point greeted) {
        Point held = new Point("TLS", greeted.state().withHeldOff(true), List.of());
        command(held, AUTH_WITH_CREDENTIALS, "AUTH, address is held off", HeldOff.why(policy.limits()));
    }

    /** A peer without a pin is told nothing but that it is refused. */
    private void strangers(SmtpState state) {
        for (Hello hello : List.of(Hello.MODERN, Hello.WITH_UNKNOWN_CERTIFICATE)) {
            boolean none = hello == Hello.MODERN;
            SmtpState judged = state.withPeer(none ? PeerStanding.NO_CERTIFICATE : PeerStanding.UNKNOWN_KEY);
            Point stranger =
                    new Point(none ? "no certificate" : "unknown key", judged, TlsRows.road(policy, hello, EHLO));
            command(stranger, "EHLO prove.invalid", "EHLO", "RFC 3207 4.1");
            command(stranger, "STARTTLS", "STARTTLS again", "RFC 3207 4.1");
            command(stranger, AUTH_WITH_CREDENTIALS, "AUTH PLAIN", "RFC 3207 4.1");
            HARMLESS.forEach(line -> command(stranger, line, firstWord(line), "RFC 3207 4.1"));
            MAIL_COMMANDS.forEach(line -> command(stranger, line, firstWord(line), "RFC 3207 4.1"));
            unknown(stranger);
            quit(stranger);
        }
    }

    /** Shown only: whoever proves does not hold a pinned peer's key. */
    private void pinned(SmtpState state) {
        PinnedPeer somebody = PinnedPeer.of("a pinned peer", Pin.ofSpki(new byte[0]), PinState.ACTIVE);
        Point peer = new Point("pinned key", state.withPeer(new PeerStanding.Pinned(somebody)), List.of());
        command(peer, MAIL_COMMANDS.get(0), "MAIL before EHLO", "RFC 3207 4.2");
        Point greeted = peer.then("pinned key", peer.state().afterGreeting(Greeting.EHLO));
        command(greeted, AUTH_WITH_CREDENTIALS, "AUTH PLAIN", "RFC 4954 4");
        rows.addAll(new SmtpTransactionRows(policy, greeted).rows());
        rows.addAll(new SmtpTransactionRows(policy, limited(greeted)).ofLimitedPin());
        refusedPeer("revoked key", state.withPeer(PeerStanding.REFUSED_PIN));
        refusedPeer("pins unreadable", state.withPeer(PeerStanding.PINS_UNREADABLE));
    }

    private void refusedPeer(String name, SmtpState state) {
        command(new Point(name, state, List.of()), MAIL_COMMANDS.get(0), "MAIL", "RFC 3207 4.1");
    }

    private static Point limited(Point greeted) {
        PeerLimits limits = new PeerLimits(
                List.of(new SenderPattern("@peer.invalid")),
                List.of("peer.invalid"),
                Optional.empty(),
                OptionalLong.of(1));
        PinnedPeer peer = new PinnedPeer(
                "a pinned peer",
                Pin.ofSpki(new byte[0]),
                PinState.ACTIVE,
                Optional.empty(),
                PinUse.INCOMING,
                List.of(),
                limits);
        return greeted.then("limited key", greeted.state().withPeer(new PeerStanding.Pinned(peer)));
    }

    /** Adds the row of EHLO and returns the point behind it. */
    private Point greeted(Point before) {
        Point after = before.then(before.name(), before.state().afterGreeting(Greeting.EHLO), EHLO);
        List<String> listed = new ArrayList<>();
        List<String> notListed = new ArrayList<>();
        (checkpoint.offersStartTls(after.state()) ? listed : notListed).add("STARTTLS");
        (checkpoint.offersAuth(after.state()) ? listed : notListed).add("AUTH");
        rows.add(new Row(
                before.name(),
                "EHLO",
                new Expectation.Lists(listed, notListed),
                "RFC 3207 4, RFC 4954 4",
                after.road()));
        return after;
    }

    private void pipelined(Point connected) {
        Point both = connected.then("clear", connected.state(), new SayTogether(List.of("EHLO prove.invalid", "QUIT")));
        rows.add(new Row(
                "clear",
                "EHLO and QUIT in one packet",
                new Expectation.AllServed(2),
                "mail clients' guessing",
                both.road()));
    }

    private void unknown(Point at) {
        command(at, "XYZZY", "unknown verb", "RFC 5321 4.2.4");
    }

    private void quit(Point at) {
        List<Step> road = at.then(at.name(), at.state(), new Say("QUIT")).road();
        Expectation bye = new Expectation.Reply(221, "", Optional.empty(), true);
        rows.add(new Row(at.name(), "QUIT", bye, "RFC 5321 4.1.1.10", road));
    }

    /** The row of a command, as the decision function has it. */
    private void command(Point at, String line, String says, String why) {
        SmtpVerb verb = SmtpVerb.of(firstWord(line));
        SmtpDecision decision = checkpoint.decide(at.state(), new SmtpCommand(verb, line.contains(" ")));
        Expectation expected = decision instanceof SmtpDecision.Refuse refused
                ? SmtpReplies.of(refused.reason())
                : SmtpReplies.served(verb);
        rows.add(new Row(at.name(), says, expected, why, at.after(new Say(line))));
    }

    private static Row cancelled(Point at) {
        List<Step> road = at.after(new Say("AUTH PLAIN"), new Say("*"));
        int code = SmtpRefusal.AUTH_CANCELLED.reply().code();
        return new Row(at.name(), "AUTH, then *", Expectation.Reply.of(code, ""), "RFC 4954 4", road);
    }

    private static Row refused(Point at, String line, String says, SmtpRefusal refusal, boolean enhancedToo) {
        String enhanced = enhancedToo ? refusal.reply().enhanced() : "";
        Expectation expected = Expectation.Reply.of(refusal.reply().code(), enhanced);
        return new Row(at.name(), says, expected, "RFC 4954 4", at.after(new Say(line)));
    }

    private static Row needsAFault(String state, String says, SmtpRefusal refusal, String why) {
        return new Row(state, says, SmtpReplies.of(refusal), why, List.of());
    }

    private static String firstWord(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? line : line.substring(0, blank);
    }
}
