// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.MechanismFacts;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.contract.ScenarioStep.Connect;
import dev.sekisho.policy.contract.ScenarioStep.Credentials;
import dev.sekisho.policy.contract.ScenarioStep.Hello;
import dev.sekisho.policy.contract.ScenarioStep.LogIn;
import dev.sekisho.policy.contract.ScenarioStep.Mechanism;
import dev.sekisho.policy.contract.ScenarioStep.Say;
import dev.sekisho.policy.contract.ScenarioStep.SayTogether;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
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
final class SmtpContract {
    private static final ScenarioStep EHLO = new Say("EHLO prove.invalid");
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
    private final Optional<Device> device;
    private final SmtpCheckpoint checkpoint;
    private final List<ContractRow> rows = new ArrayList<>();

    SmtpContract(PortPolicy policy, boolean trustedNetwork, Optional<Device> device) {
        this.policy = policy;
        this.trustedNetwork = trustedNetwork;
        this.device = device;
        this.checkpoint = new SmtpCheckpoint(policy);
    }

    List<ContractRow> rows() {
        rows.addAll(ProxyContract.of(policy, "EHLO prove.invalid"));
        if (policy.servesDevices()) {
            rows.addAll(new DeviceContract(policy, device.isEmpty()).rows());
            if (device.isEmpty()) {
                return List.copyOf(rows);
            }
        }
        if (policy.tls() != TlsMode.IMPLICIT) {
            inClear();
        }
        rows.addAll(TlsContract.of(policy, "STARTTLS", "EHLO prove.invalid"));
        if (policy.tls() != TlsMode.NONE) {
            underTls();
        }
        rows.addAll(SlowClientContract.of(policy));
        rows.addAll(ClientRateContract.of(policy));
        return List.copyOf(rows);
    }

    private SmtpState connected(boolean tls) {
        return SmtpState.connected(tls, trustedNetwork).withDevice(device);
    }

    private void inClear() {
        SmtpScenarioState connected = SmtpScenarioState.start("clear", connected(false), new Connect(Hello.MODERN));
        rows.add(new ContractRow("clear", "(connects)", new Expectation.Greeting(), "RFC 5321 3.1", connected.steps()));
        if (policy.refusesEarlyTalkers()) {
            rows.add(earlyTalker());
        }
        if (policy.tls() != TlsMode.REQUIRED) {
            command(connected, MAIL_COMMANDS.get(0), "MAIL before EHLO", "RFC 5321 4.1.4");
        }
        SmtpScenarioState greeted = greeted(connected);
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
            rows.addAll(new SmtpTransactionContract(policy, greeted).rows());
        }
        unknown(greeted);
        quit(greeted);
        if (policy.tls() != TlsMode.NONE) {
            rows.add(
                    needsAFault("clear", "STARTTLS, no certificate usable", SmtpRefusal.TLS_UNAVAILABLE, "RFC 3207 4"));
        }
    }

    /** Not proved: what comes before the greeting by a network may be read after it. */
    private static ContractRow earlyTalker() {
        return new ContractRow(
                "clear",
                "a command before the greeting",
                new Expectation.ClosedWithoutAWord(),
                "RFC 5321 3.1",
                List.of());
    }

    private void underTls() {
        SmtpState state = policy.tls() == TlsMode.IMPLICIT
                ? connected(true)
                : connected(false).afterStartTls();
        if (policy.relay() == RelayRule.PINNED) {
            strangers(state);
            pinned(state);
            return;
        }
        SmtpScenarioState upgraded = new SmtpScenarioState("TLS", state, TlsContract.steps(policy, Hello.MODERN, EHLO));
        command(upgraded, MAIL_COMMANDS.get(0), "MAIL before EHLO", "RFC 3207 4.2");
        command(upgraded, AUTH_WITH_CREDENTIALS, "AUTH before EHLO", "RFC 3207 4.2");
        SmtpScenarioState greeted = greeted(upgraded);
        command(greeted, "STARTTLS", "STARTTLS again", "RFC 3207 4.2");
        if (policy.auth() == AuthMode.NONE) {
            command(greeted, AUTH_WITH_CREDENTIALS, "AUTH PLAIN", "RFC 4954 4");
            rows.addAll(new SmtpTransactionContract(policy, greeted).rows());
            unknown(greeted);
            quit(greeted);
        } else {
            beforeLogin(greeted);
            afterLogin(greeted);
        }
    }

    private void beforeLogin(SmtpScenarioState greeted) {
        MAIL_COMMANDS.forEach(line -> command(greeted, line, firstWord(line), "RFC 4954 6"));
        popBeforeSmtp(greeted);
        if (policy.logins().mechanisms().allows(BuiltInMechanism.PLAIN)) {
            rows.add(cancelled(greeted));
            rows.add(
                    refused(greeted, "AUTH PLAIN !not-base64!", "AUTH, not base64", SmtpRefusal.AUTH_MALFORMED, false));
        } else {
            rows.add(refused(
                    greeted, AUTH_WITH_CREDENTIALS, "AUTH PLAIN, not offered", SmtpRefusal.MECHANISM_UNKNOWN, true));
        }
        rows.add(refused(greeted, "AUTH X-NONE", "AUTH, unknown mechanism", SmtpRefusal.MECHANISM_UNKNOWN, true));
        badLogins(greeted);
        unknown(greeted);
        quit(greeted);
    }

    private void afterLogin(SmtpScenarioState greeted) {
        SmtpScenarioState user =
                greeted.then("logged in", greeted.state().afterAuth(), new LogIn(Credentials.RIGHT, Mechanism.PLAIN));
        rows.add(new ContractRow("TLS", "AUTH, right", Expectation.Reply.of(235, "2.7.0"), "RFC 4954 6", user.steps()));
        greeted(user);
        command(user, AUTH_WITH_CREDENTIALS, "AUTH again", "RFC 4954 4");
        rows.addAll(new SmtpTransactionContract(policy, user).rows());
        QUEUE_COMMANDS.forEach(line -> command(user, line, firstWord(line), "RFC 6409 7"));
    }

    /** Shown only: whoever proves reads no mail, and this machine's own address stands for nobody. */
    private void popBeforeSmtp(SmtpScenarioState greeted) {
        policy.rules()
                .addresses()
                .popBeforeSmtp()
                .ifPresent(within -> rows.add(new ContractRow(
                        "TLS",
                        "MAIL, no AUTH, within " + within.toSeconds() + " s after a POP3 login from the same address",
                        checkpoint
                                        .decide(greeted.state().afterAuth(), new SmtpCommand(SmtpVerb.MAIL, true))
                                        .allowed()
                                ? ExpectedSmtpReplies.served(SmtpVerb.MAIL)
                                : ExpectedSmtpReplies.of(SmtpRefusal.AUTH_REQUIRED),
                        "POP before SMTP",
                        List.of())));
    }

    private void badLogins(SmtpScenarioState greeted) {
        SmtpScenarioState point = greeted;
        for (int i = 0; i < policy.limits().failedLogins().perConnection(); i++) {
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
            rows.add(new ContractRow("TLS", says, expected, "RFC 4954 6", point.steps()));
        }
        heldOff(greeted);
    }

    /** Whoever wanted to prove it would be held off, or have others held off. */
    private void heldOff(SmtpScenarioState greeted) {
        SmtpScenarioState held = new SmtpScenarioState("TLS", greeted.state().withHeldOff(true), List.of());
        command(
                held,
                AUTH_WITH_CREDENTIALS,
                "AUTH, address is held off",
                FailedLoginText.why(policy.limits().failedLogins()));
        rows.add(needsAFault(
                "TLS",
                "AUTH, account is guessed from many addresses",
                SmtpRefusal.ACCOUNT_GUARDED,
                FailedLoginText.ofAccount(policy.limits().failedLogins())));
    }

    /** A peer without a pin is refused without a reason. */
    private void strangers(SmtpState state) {
        for (Hello hello : List.of(Hello.MODERN, Hello.WITH_UNKNOWN_CERTIFICATE)) {
            boolean none = hello == Hello.MODERN;
            SmtpState checked = state.withPeer(none ? ClientPinStatus.NO_CERTIFICATE : ClientPinStatus.UNKNOWN_KEY);
            SmtpScenarioState stranger = new SmtpScenarioState(
                    none ? "no certificate" : "unknown key", checked, TlsContract.steps(policy, hello, EHLO));
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
        SmtpScenarioState peer =
                new SmtpScenarioState("pinned key", state.withPeer(new ClientPinStatus.Pinned(somebody)), List.of());
        command(peer, MAIL_COMMANDS.get(0), "MAIL before EHLO", "RFC 3207 4.2");
        SmtpScenarioState greeted = peer.then("pinned key", peer.state().afterGreeting(Greeting.EHLO));
        command(greeted, AUTH_WITH_CREDENTIALS, "AUTH PLAIN", "RFC 4954 4");
        rows.addAll(new SmtpTransactionContract(policy, greeted).rows());
        rows.addAll(new SmtpTransactionContract(policy, limited(greeted)).ofLimitedPin());
        refusedPeer("revoked key", state.withPeer(ClientPinStatus.REFUSED_PIN));
        refusedPeer("pins unreadable", state.withPeer(ClientPinStatus.PINS_UNREADABLE));
    }

    private void refusedPeer(String name, SmtpState state) {
        command(new SmtpScenarioState(name, state, List.of()), MAIL_COMMANDS.get(0), "MAIL", "RFC 3207 4.1");
    }

    private static SmtpScenarioState limited(SmtpScenarioState greeted) {
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
        return greeted.then("limited key", greeted.state().withPeer(new ClientPinStatus.Pinned(peer)));
    }

    /** Adds the row of EHLO and returns the point behind it. */
    private SmtpScenarioState greeted(SmtpScenarioState before) {
        SmtpScenarioState after = before.then(before.name(), before.state().afterGreeting(Greeting.EHLO), EHLO);
        List<String> listed = new ArrayList<>();
        List<String> notListed = new ArrayList<>();
        (checkpoint.offersStartTls(after.state()) ? listed : notListed).add("STARTTLS");
        if (checkpoint.offersAuth(after.state())) {
            listed.add("AUTH " + String.join(" ", policy.logins().announced(Protocol.SMTP, MechanismFacts.NONE)));
        } else {
            notListed.add("AUTH");
        }
        rows.add(new ContractRow(
                before.name(),
                "EHLO",
                new Expectation.Lists(listed, notListed),
                "RFC 3207 4, RFC 4954 4",
                after.steps()));
        return after;
    }

    private void pipelined(SmtpScenarioState connected) {
        SmtpScenarioState both =
                connected.then("clear", connected.state(), new SayTogether(List.of("EHLO prove.invalid", "QUIT")));
        rows.add(new ContractRow(
                "clear",
                "EHLO and QUIT in one packet",
                new Expectation.AllServed(2),
                "mail clients' guessing",
                both.steps()));
    }

    private void unknown(SmtpScenarioState at) {
        command(at, "XYZZY", "unknown verb", "RFC 5321 4.2.4");
    }

    private void quit(SmtpScenarioState at) {
        List<ScenarioStep> steps =
                at.then(at.name(), at.state(), new Say("QUIT")).steps();
        Expectation bye = new Expectation.Reply(221, "", Optional.empty(), true);
        rows.add(new ContractRow(at.name(), "QUIT", bye, "RFC 5321 4.1.1.10", steps));
    }

    /** The row of a command, as the decision function has it. */
    private void command(SmtpScenarioState at, String line, String says, String why) {
        SmtpVerb verb = SmtpVerb.of(firstWord(line));
        SmtpDecision decision = checkpoint.decide(at.state(), new SmtpCommand(verb, line.contains(" ")));
        Expectation expected = decision instanceof SmtpDecision.Refuse refused
                ? ExpectedSmtpReplies.of(refused.reason())
                : ExpectedSmtpReplies.served(verb);
        rows.add(new ContractRow(at.name(), says, expected, why, at.after(new Say(line))));
    }

    private static ContractRow cancelled(SmtpScenarioState at) {
        List<ScenarioStep> steps = at.after(new Say("AUTH PLAIN"), new Say("*"));
        int code = SmtpRefusal.AUTH_CANCELLED.reply().code();
        return new ContractRow(at.name(), "AUTH, then *", Expectation.Reply.of(code, ""), "RFC 4954 4", steps);
    }

    private static ContractRow refused(
            SmtpScenarioState at, String line, String says, SmtpRefusal refusal, boolean enhancedToo) {
        String enhanced = enhancedToo ? refusal.reply().enhanced() : "";
        Expectation expected = Expectation.Reply.of(refusal.reply().code(), enhanced);
        return new ContractRow(at.name(), says, expected, "RFC 4954 4", at.after(new Say(line)));
    }

    private static ContractRow needsAFault(String state, String says, SmtpRefusal refusal, String why) {
        return new ContractRow(state, says, ExpectedSmtpReplies.of(refusal), why, List.of());
    }

    private static String firstWord(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? line : line.substring(0, blank);
    }
}
