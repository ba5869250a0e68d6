// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.cli.prove.FakeServer.Answer;
import dev.sekisho.cli.prove.FakeServer.Answer.Then;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.pop3.Pop3Checkpoint;
import dev.sekisho.policy.pop3.Pop3Decision;
import dev.sekisho.policy.pop3.Pop3Refusal;
import dev.sekisho.policy.pop3.Pop3State;
import dev.sekisho.policy.pop3.Pop3Verb;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A POP3 server with an empty maildrop that keeps its policy but for the flaws that it is given. */
final class FakePop3 implements FakeServer.Brain {
    enum Flaw {
        LOGS_IN_IN_CLEAR,
        LISTS_STLS_UNDER_TLS,
        OPENS_A_MAILDROP_TWICE,
        SERVES_INDEX_ZERO
    }

    private final Pop3Checkpoint checkpoint;
    private final AtomicBoolean maildropOpen;
    private final Set<Flaw> flaws;
    private Pop3State state = Pop3State.connected(false);
    private String user = "";

    FakePop3(PortPolicy policy, AtomicBoolean maildropOpen, Flaw... flaws) {
        this.checkpoint = new Pop3Checkpoint(policy);
        this.maildropOpen = maildropOpen;
        this.flaws = Set.of(flaws);
    }

    @Override
    public String greeting() {
        return "+OK fake";
    }

    @Override
    public void tlsBegan(boolean certificateShown) {
        state = state.afterStls();
    }

    @Override
    public Answer answer(String line) {
        if (line.length() > 255) {
            return Answer.of("-ERR Line too long");
        }
        String[] words = line.split(" ", 2);
        Pop3Verb verb = Pop3Verb.of(words[0]);
        if (checkpoint.decide(state, verb, words.length > 1) instanceof Pop3Decision.Refuse refused
                && !forgiven(verb)) {
            return said(refused.reason());
        }
        return carriedOut(verb, words.length > 1 ? words[1] : "");
    }

    private boolean forgiven(Pop3Verb verb) {
        return flaws.contains(Flaw.LOGS_IN_IN_CLEAR) && verb == Pop3Verb.USER && !state.tls();
    }

    private Answer carriedOut(Pop3Verb verb, String argument) {
        return switch (verb) {
            case CAPA ->
                Answer.of("+OK\r\n" + String.join("\r\n", checkpoint.capabilities(state))
                        + (flaws.contains(Flaw.LISTS_STLS_UNDER_TLS) && state.tls() ? "\r\nSTLS" : "") + "\r\n.");
            case STLS -> new Answer("+OK Begin TLS", Then.START_TLS);
            case USER -> {
                user = argument;
                state = state.afterUser();
                yield Answer.of("+OK");
            }
            case PASS -> logIn(user.equals(FakeSmtp.USER) && argument.equals(FakeSmtp.PASSWORD));
            case AUTH -> logIn(argument.equals("PLAIN " + SmtpDialect.plain(FakeSmtp.USER, FakeSmtp.PASSWORD)));
            case LIST, UIDL -> argument.isEmpty() ? Answer.of("+OK\r\n.") : Answer.of("-ERR No such message");
            case RETR, TOP, DELE ->
                Answer.of(
                        flaws.contains(Flaw.SERVES_INDEX_ZERO) && argument.equals("0")
                                ? "+OK"
                                : "-ERR No such message");
            case QUIT -> {
                if (state.phase() == Pop3State.Phase.TRANSACTION) {
                    maildropOpen.set(false);
                }
                yield new Answer("+OK Bye", Then.CLOSE);
            }
            default -> Answer.of("+OK 0 0");
        };
    }

    private Answer logIn(boolean right) {
        if (!right) {
            Pop3Refusal refusal = checkpoint.failedAuth(state);
            state = state.afterFailedAuth();
            return said(refusal);
        }
        boolean free = maildropOpen.compareAndSet(false, true) || flaws.contains(Flaw.OPENS_A_MAILDROP_TWICE);
        state = free ? state.afterAuth() : state.afterMaildropInUse();
        return free ? Answer.of("+OK Maildrop open") : said(Pop3Refusal.MAILDROP_IN_USE);
    }

    private static Answer said(Pop3Refusal refusal) {
        return new Answer(refusal.reply(), refusal.closes() ? Then.CLOSE : Then.GO_ON);
    }
}
