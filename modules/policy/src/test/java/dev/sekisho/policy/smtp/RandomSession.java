// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import dev.sekisho.policy.PolicyArbitraries;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.smtp.SessionEvent.Action;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * A random session under a random policy.
 *
 * @param policy the policy
 * @param trustedNetwork whether the client's network is one that the operator listed
 * @param events what happened
 */
record RandomSession(PortPolicy policy, boolean trustedNetwork, List<SessionEvent> events) {

    static Arbitrary<RandomSession> arbitrary() {
        return Combinators.combine(PolicyArbitraries.speaking(Protocol.SMTP), mostly(false), actions())
                .as((policy, network, what) ->
                        new RandomSession(policy, network, SessionRecorder.watch(policy, network, what)));
    }

    /** What a client does. */
    static Arbitrary<List<Action>> actions() {
        return anyPeer()
                .flatMap(peer -> Combinators.combine(
                                manners(peer), pieces(peer).list().ofMaxSize(8))
                        .as((first, rest) -> Stream.concat(
                                        first.stream(), rest.stream().flatMap(List::stream))
                                .toList()));
    }

    private static Arbitrary<List<Action>> pieces(ClientPinStatus peer) {
        return Arbitraries.oneOf(noise(peer), manners(peer));
    }

    private static Arbitrary<List<Action>> noise(ClientPinStatus peer) {
        return action(Arbitraries.of(SmtpVerb.class), peer).list().ofMinSize(1).ofMaxSize(3);
    }

    /** Pieces of polite sessions, so that the deep states are reached. */
    private static Arbitrary<List<Action>> manners(ClientPinStatus peer) {
        return Arbitraries.of(
                        List.of(SmtpVerb.EHLO, SmtpVerb.STARTTLS, SmtpVerb.EHLO),
                        List.of(SmtpVerb.EHLO, SmtpVerb.STARTTLS, SmtpVerb.EHLO, SmtpVerb.AUTH, SmtpVerb.AUTH),
                        List.of(SmtpVerb.EHLO, SmtpVerb.AUTH, SmtpVerb.AUTH, SmtpVerb.MAIL),
                        List.of(SmtpVerb.MAIL, SmtpVerb.RCPT, SmtpVerb.RCPT, SmtpVerb.DATA),
                        List.of(SmtpVerb.MAIL, SmtpVerb.RCPT, SmtpVerb.BDAT, SmtpVerb.BDAT))
                .flatMap(verbs -> each(verbs, peer));
    }

    private static Arbitrary<List<Action>> each(List<SmtpVerb> verbs, ClientPinStatus peer) {
        return Combinators.combine(verbs.stream()
                        .map(verb -> action(Arbitraries.just(verb), peer))
                        .toList())
                .as(list -> list);
    }

    private static Arbitrary<Action> action(Arbitrary<SmtpVerb> verbs, ClientPinStatus peer) {
        return Combinators.combine(
                        verbs,
                        mostly(false),
                        Arbitraries.of(true, false),
                        Arbitraries.of(SenderOwnership.class),
                        Arbitraries.of(RecipientAddressClass.class),
                        Arbitraries.of(0L, 0L, 0L, 999L, 1_000L, 1_001L, Long.MAX_VALUE),
                        Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.just(peer)), Tuple.of(1, anyPeer())))
                .as(Action::new);
    }

    private static Arbitrary<ClientPinStatus> anyPeer() {
        return Arbitraries.of(
                SmtpSessionStates.PINNED,
                SmtpSessionStates.PINNED,
                ClientPinStatus.NO_CERTIFICATE,
                ClientPinStatus.UNKNOWN_KEY,
                ClientPinStatus.REFUSED_PIN,
                ClientPinStatus.PINS_UNREADABLE);
    }

    private static Arbitrary<Boolean> mostly(boolean usual) {
        return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(usual)), Tuple.of(1, Arbitraries.just(!usual)));
    }
}
