// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pop3;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.MechanismFacts;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.pop3.Pop3State.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides on the commands of a POP3 session under one policy.
 *
 * @param policy the policy of the listener
 */
public record Pop3Checkpoint(PortPolicy policy) {

    /**
     * Decides by the session's state, before anything of the command's argument is looked at.
     *
     * @param hasArgument true if anything but blanks follows the verb
     */
    public Pop3Decision decide(Pop3State state, Pop3Verb verb, boolean hasArgument) {
        return refusal(state, verb, hasArgument)
                .<Pop3Decision>map(Pop3Decision.Refuse::new)
                .orElse(Pop3Decision.ALLOW);
    }

    /** Decides what a login with wrong credentials is answered; {@code state} is that before the login. */
    public Pop3Refusal failedAuth(Pop3State state) {
        boolean last = state.failedAuths() + 1 >= policy.limits().failedLogins().perConnection();
        return last ? Pop3Refusal.TOO_MANY_FAILED_AUTHS : Pop3Refusal.AUTH_FAILED;
    }

    /** What CAPA lists in this state, with the SASL mechanisms that it lists to everybody. */
    public List<String> capabilities(Pop3State state) {
        return capabilities(state, policy.logins().announced(Protocol.POP3, MechanismFacts.NONE));
    }

    /**
     * What CAPA lists in this state: nothing that the connection would refuse for want of TLS, or that is over. USER and SASL are
     * listed after the login too, because RFC 2449 6 and RFC 5034 6 have them alike in both states.
     *
     * @param mechanisms the SASL mechanisms that the server has on this protocol
     */
    public List<String> capabilities(Pop3State state, List<String> mechanisms) {
        List<String> lines = new ArrayList<>(List.of("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING"));
        if (state.tls()) {
            if (takesPasswords()) {
                lines.add("USER");
            }
            if (!mechanisms.isEmpty()) {
                lines.add("SASL " + String.join(" ", mechanisms));
            }
        } else if (policy.tls().upgradable()) {
            lines.add("STLS");
        }
        return List.copyOf(lines);
    }

    private Optional<Pop3Refusal> refusal(Pop3State state, Pop3Verb verb, boolean hasArgument) {
        return switch (verb) {
            case CAPA, QUIT -> Optional.empty();
            case UNKNOWN -> Optional.of(Pop3Refusal.UNKNOWN_COMMAND);
            case STLS -> ofStls(state, hasArgument);
            case APOP -> ofLogin(state).or(this::ofApop);
            case AUTH -> ofLogin(state);
            case USER -> ofLogin(state).or(this::ofPasswords);
            case PASS ->
                ofLogin(state)
                        .or(this::ofPasswords)
                        .or(() -> state.userNamed() ? Optional.empty() : Optional.of(Pop3Refusal.USER_FIRST));
            case STAT, LIST, UIDL, RETR, TOP, DELE, NOOP, RSET ->
                state.phase() == Phase.TRANSACTION ? Optional.empty() : Optional.of(beforeLogin(state));
        };
    }

    private boolean takesPasswords() {
        return policy.logins().allowsPasswords(Protocol.POP3);
    }

    private Optional<Pop3Refusal> ofPasswords() {
        return takesPasswords() ? Optional.empty() : Optional.of(Pop3Refusal.NO_PASSWORDS);
    }

    private Optional<Pop3Refusal> ofApop() {
        return policy.logins().mechanisms().allows(BuiltInMechanism.APOP)
                ? Optional.empty()
                : Optional.of(Pop3Refusal.APOP_NOT_SERVED);
    }

    private Optional<Pop3Refusal> ofStls(Pop3State state, boolean hasArgument) {
        if (state.tls() || !policy.tls().upgradable()) {
            return Optional.of(Pop3Refusal.TLS_ALREADY_ACTIVE);
        }
        return hasArgument ? Optional.of(Pop3Refusal.STLS_TAKES_NO_ARGUMENT) : Optional.empty();
    }

    private Optional<Pop3Refusal> ofLogin(Pop3State state) {
        if (!state.tls()) {
            return Optional.of(Pop3Refusal.STLS_REQUIRED);
        }
        if (state.phase() == Phase.TRANSACTION) {
            return Optional.of(Pop3Refusal.AUTH_ALREADY);
        }
        return state.heldOff() ? Optional.of(Pop3Refusal.HELD_OFF) : Optional.empty();
    }

    private Pop3Refusal beforeLogin(Pop3State state) {
        return state.tls() ? Pop3Refusal.AUTH_REQUIRED : Pop3Refusal.STLS_REQUIRED;
    }
}
