// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.imap;

import dev.sekisho.policy.MechanismFacts;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.imap.ImapState.Phase;
import java.util.List;
import java.util.Optional;

/**
 * Decides on the commands of an IMAP session under one policy.
 *
 * @param policy the policy of the listener
 */
public record ImapCheckpoint(PortPolicy policy) {

    /** Decides by the session's state, before anything of the command's arguments is looked at. */
    public ImapDecision decide(ImapState state, ImapVerb verb) {
        return refusal(state, verb).<ImapDecision>map(ImapDecision.Refuse::new).orElse(ImapDecision.ALLOW);
    }

    /** Decides what a login with wrong credentials is answered; {@code state} is that before the login. */
    public ImapRefusal failedAuth(ImapState state) {
        boolean last = state.failedAuths() + 1 >= policy.limits().failedLogins().perConnection();
        return last ? ImapRefusal.TOO_MANY_FAILED_AUTHS : ImapRefusal.AUTH_FAILED;
    }

    /** What CAPABILITY lists in this state, with the SASL mechanisms that it lists to everybody. */
    public List<String> capabilities(ImapState state) {
        return capabilities(state, policy.logins().announced(Protocol.IMAP, MechanismFacts.NONE));
    }

    /**
     * What CAPABILITY lists in this state.
     *
     * @param mechanisms the SASL mechanisms that the server has on this protocol
     */
    public List<String> capabilities(ImapState state, List<String> mechanisms) {
        return ImapCapabilities.of(
                state,
                mechanisms,
                policy.logins().allowsPasswords(Protocol.IMAP),
                policy.limits().messages().octets());
    }

    private Optional<ImapRefusal> refusal(ImapState state, ImapVerb verb) {
        if (state.phase() == Phase.LOGOUT) {
            return Optional.of(ImapRefusal.LOGGED_OUT);
        }
        return switch (verb) {
            case CAPABILITY, NOOP, LOGOUT, ID -> Optional.empty();
            case UNKNOWN -> Optional.of(ImapRefusal.UNKNOWN_COMMAND);
            case STARTTLS -> Optional.of(ImapRefusal.NO_STARTTLS);
            case AUTHENTICATE -> ofLogin(state);
            case LOGIN ->
                ofLogin(state)
                        .or(() -> policy.logins().allowsPasswords(Protocol.IMAP)
                                ? Optional.empty()
                                : Optional.of(ImapRefusal.LOGIN_DISABLED));
            case COMPRESS -> loggedIn(state).or(() -> ofCompress(state));
            case ENABLE, SELECT, EXAMINE, CREATE, DELETE, RENAME, SUBSCRIBE, UNSUBSCRIBE, LIST, LSUB -> loggedIn(state);
            case NAMESPACE, STATUS, APPEND, IDLE, GETQUOTA, GETQUOTAROOT, SETQUOTA -> loggedIn(state);
            case GETMETADATA, SETMETADATA, NOTIFY -> loggedIn(state);
            case CHECK, CLOSE, UNSELECT, SEARCH, SORT, THREAD, FETCH, COPY -> selected(state);
            case EXPUNGE, STORE, MOVE, REPLACE ->
                selected(state).or(() -> state.readOnly() ? Optional.of(ImapRefusal.READ_ONLY) : Optional.empty());
        };
    }

    private Optional<ImapRefusal> ofLogin(ImapState state) {
        if (!state.tls()) {
            return Optional.of(ImapRefusal.TLS_REQUIRED);
        }
        if (state.phase() != Phase.NOT_AUTHENTICATED) {
            return Optional.of(ImapRefusal.AUTH_ALREADY);
        }
        return state.heldOff() ? Optional.of(ImapRefusal.HELD_OFF) : Optional.empty();
    }

    private static Optional<ImapRefusal> ofCompress(ImapState state) {
        return state.compressed() ? Optional.of(ImapRefusal.COMPRESSED_ALREADY) : Optional.empty();
    }

    private static Optional<ImapRefusal> loggedIn(ImapState state) {
        return state.phase() == Phase.NOT_AUTHENTICATED ? Optional.of(ImapRefusal.AUTH_REQUIRED) : Optional.empty();
    }

    private static Optional<ImapRefusal> selected(ImapState state) {
        return loggedIn(state)
                .or(() -> state.phase() == Phase.SELECTED ? Optional.empty() : Optional.of(ImapRefusal.SELECT_FIRST));
    }
}
