// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.cli.prove.FakeServer.Answer;
import dev.sekisho.cli.prove.FakeServer.Answer.Then;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.smtp.AuthorStatus;
import dev.sekisho.policy.smtp.MessageAuthor;
import dev.sekisho.policy.smtp.MessageFacts;
import dev.sekisho.policy.smtp.RecipientAddressClass;
import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpCommand;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.policy.smtp.SmtpVerb;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An SMTP server that keeps its policy but for the flaws that it is given. It knows one user. */
final class FakeSmtp implements FakeServer.Brain {
    static final String USER = "taro@example.org";
    static final String PASSWORD = "correct horse";

    enum Flaw {
        LISTS_AUTH_IN_CLEAR,
        LOOKS_AT_CREDENTIALS_IN_CLEAR,
        TAKES_MAIL_IN_CLEAR,
        LISTS_STARTTLS_UNDER_TLS,
        REMEMBERS_EHLO,
        TELLS_WHO_EXISTS,
        NEVER_TIRES_OF_BAD_LOGINS,
        LETS_USERS_WRITE_AS_ANYONE,
        LETS_USERS_WRITE_AS_EACH_OTHER,
        LETS_USERS_SIGN_AS_ANYONE,
        TAKES_ANY_HEADER,
        RELAYS_FOR_ANYBODY,
        SERVES_STRANGERS,
        REFUSES_GOOD_LOGINS,
        SERVES_ETRN,
        FORGETS_ENHANCED_CODES
    }

    private final PortPolicy policy;
    private final SmtpCheckpoint checkpoint;
    private final Set<Flaw> flaws;
    private SmtpState state;
    private boolean awaitingResponse;
    private @Nullable FakeMessage message;

    FakeSmtp(PortPolicy policy, Flaw... flaws) {
        this.policy = policy;
        this.checkpoint = new SmtpCheckpoint(policy);
        this.flaws = flaws.length == 0 ? EnumSet.noneOf(Flaw.class) : EnumSet.of(flaws[0], flaws);
        this.state = SmtpState.connected(false, false);
    }

    @Override
    public String greeting() {
        return "220 fake ESMTP";
    }

    @Override
    public void tlsBegan(boolean certificateShown) {
        ClientPinStatus peer = certificateShown ? ClientPinStatus.UNKNOWN_KEY : ClientPinStatus.NO_CERTIFICATE;
        Greeting before = state.greeting();
        state = policy.tls() == TlsMode.IMPLICIT ? SmtpState.connected(true, false) : state.afterStartTls();
        state = state.withPeer(peer);
        if (flaws.contains(Flaw.REMEMBERS_EHLO)) {
            state = state.afterGreeting(before);
        }
    }

    @Override
    public Answer answer(String line) {
        if (message != null) {
            return message(message, line);
        }
        if (awaitingResponse) {
            awaitingResponse = false;
            return Answer.of(SmtpRefusal.AUTH_CANCELLED.reply().line());
        }
        String[] words = line.split(" ", 2);
        SmtpVerb verb = SmtpVerb.of(words[0]);
        SmtpDecision decision = checkpoint.decide(state, new SmtpCommand(verb, words.length > 1));
        if (decision instanceof SmtpDecision.Refuse refused && !forgiven(refused.reason(), verb)) {
            return said(refused.reason());
        }
        return carriedOut(verb, words.length > 1 ? words[1] : "");
    }

    private boolean forgiven(SmtpRefusal refusal, SmtpVerb verb) {
        return switch (refusal) {
            case AUTH_NEEDS_TLS -> flaws.contains(Flaw.LOOKS_AT_CREDENTIALS_IN_CLEAR);
            case STARTTLS_REQUIRED -> flaws.contains(Flaw.TAKES_MAIL_IN_CLEAR) && verb == SmtpVerb.MAIL;
            case PEER_NOT_PINNED -> flaws.contains(Flaw.SERVES_STRANGERS) && verb == SmtpVerb.EHLO;
            case NOT_SERVED -> flaws.contains(Flaw.SERVES_ETRN) && verb == SmtpVerb.ETRN;
            default -> false;
        };
    }

    private Answer said(SmtpRefusal refusal) {
        Then then = refusal.closes() ? Then.CLOSE : Then.GO_ON;
        String line = flaws.contains(Flaw.FORGETS_ENHANCED_CODES)
                ? refusal.reply().code() + " " + refusal.reply().text()
                : refusal.reply().line();
        return new Answer(line, then);
    }

    private Answer carriedOut(SmtpVerb verb, String argument) {
        return switch (verb) {
            case EHLO -> ehlo();
            case HELO -> {
                state = state.afterGreeting(Greeting.HELO);
                yield Answer.of("250 fake");
            }
            case STARTTLS -> new Answer("220 Go ahead", Then.START_TLS);
            case AUTH -> auth(argument);
            case MAIL -> mail(argument);
            case RCPT -> rcpt(argument);
            case DATA -> {
                message = new FakeMessage();
                yield Answer.of("354 Go on");
            }
            case RSET -> {
                state = state.afterReset();
                yield Answer.of("250 2.0.0 OK");
            }
            case QUIT -> new Answer("221 2.0.0 Bye", Then.CLOSE);
            case VRFY -> Answer.of("252 2.5.0 Cannot say");
            case HELP -> Answer.of("214 2.0.0 Read the documentation");
            default -> Answer.of("250 2.0.0 OK");
        };
    }

    private Answer message(FakeMessage coming, String line) {
        if (!line.equals(".")) {
            coming.line(line);
            return new Answer("", Then.LISTEN);
        }
        message = null;
        state = state.afterReset();
        MessageFacts form = flaws.contains(Flaw.TAKES_ANY_HEADER) ? MessageFacts.SOUND : coming.facts();
        AuthorStatus author = flaws.contains(Flaw.LETS_USERS_SIGN_AS_ANYONE) ? AuthorStatus.OWN : coming.author(USER);
        SmtpDecision decision = checkpoint.decideMessage(form.by(MessageAuthor.of(author)));
        return decision instanceof SmtpDecision.Refuse refused ? said(refused.reason()) : Answer.of("250 2.0.0 Queued");
    }

    private Answer ehlo() {
        state = state.afterGreeting(Greeting.EHLO);
        boolean auth = checkpoint.offersAuth(state) || flaws.contains(Flaw.LISTS_AUTH_IN_CLEAR) && !state.tls();
        boolean startTls = checkpoint.offersStartTls(state) || flaws.contains(Flaw.LISTS_STARTTLS_UNDER_TLS);
        return Answer.of("250-fake\r\n" + (auth ? "250-AUTH PLAIN LOGIN\r\n" : "")
                + (startTls ? "250-STARTTLS\r\n" : "") + "250 SIZE 36700160");
    }

    private Answer auth(String argument) {
        String[] words = argument.split(" ");
        if (!words[0].toUpperCase(Locale.ROOT).equals("PLAIN")) {
            return said(SmtpRefusal.MECHANISM_UNKNOWN);
        }
        if (words.length == 1) {
            awaitingResponse = true;
            return Answer.of("334 ");
        }
        try {
            return logIn(new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return said(SmtpRefusal.AUTH_MALFORMED);
        }
    }

    private Answer logIn(String response) {
        if (response.equals("\0" + USER + "\0" + PASSWORD) && !flaws.contains(Flaw.REFUSES_GOOD_LOGINS)) {
            state = state.afterAuth();
            return Answer.of("235 2.7.0 Authentication successful");
        }
        SmtpRefusal refusal = checkpoint.failedAuth(state);
        state = state.afterFailedAuth();
        if (flaws.contains(Flaw.TELLS_WHO_EXISTS) && response.startsWith("\0" + USER)) {
            return Answer.of("535 5.7.8 Wrong password");
        }
        return flaws.contains(Flaw.NEVER_TIRES_OF_BAD_LOGINS) ? said(SmtpRefusal.AUTH_FAILED) : said(refusal);
    }

    private Answer mail(String argument) {
        long size = argument.contains("SIZE=") ? Long.parseLong(argument.replaceAll(".*SIZE=", "")) : 0;
        boolean each = flaws.contains(Flaw.LETS_USERS_WRITE_AS_EACH_OTHER) && argument.contains("@example.org>");
        boolean own = argument.contains("<" + USER + ">") || each || flaws.contains(Flaw.LETS_USERS_WRITE_AS_ANYONE);
        SmtpDecision decision = checkpoint.decideSender(own ? SenderOwnership.OWN : SenderOwnership.FOREIGN, size);
        if (decision instanceof SmtpDecision.Refuse refused) {
            return said(refused.reason());
        }
        state = state.afterMail();
        return Answer.of("250 2.1.0 OK");
    }

    private Answer rcpt(String argument) {
        boolean local = argument.contains("@example.org>");
        RecipientAddressClass addressClass = argument.contains("<" + USER + ">")
                ? RecipientAddressClass.LOCAL
                : local ? RecipientAddressClass.LOCAL_UNKNOWN : RecipientAddressClass.REMOTE;
        SmtpDecision decision = checkpoint.decideRecipient(state, addressClass);
        if (decision instanceof SmtpDecision.Refuse refused && !flaws.contains(Flaw.RELAYS_FOR_ANYBODY)) {
            return said(refused.reason());
        }
        state = state.afterRcpt();
        return Answer.of("250 2.1.5 OK");
    }
}
