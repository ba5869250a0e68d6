// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static dev.sekisho.policy.smtp.SmtpSessionStates.PINNED;
import static dev.sekisho.policy.smtp.SmtpSessionStates.answer;
import static dev.sekisho.policy.smtp.SmtpSessionStates.answerWithArgument;
import static dev.sekisho.policy.smtp.SmtpSessionStates.clear;
import static dev.sekisho.policy.smtp.SmtpSessionStates.codes;
import static dev.sekisho.policy.smtp.SmtpSessionStates.pinnedPeer;
import static dev.sekisho.policy.smtp.SmtpSessionStates.tls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RelayPortTest {
    private static final SmtpCheckpoint PORT = new SmtpCheckpoint(BuiltInPolicies.RELAY);
    private static final List<ClientPinStatus> STRANGERS =
            List.of(ClientPinStatus.NO_CERTIFICATE, ClientPinStatus.UNKNOWN_KEY, ClientPinStatus.REFUSED_PIN);

    @ParameterizedTest
    @EnumSource(
            value = SmtpVerb.class,
            names = {"MAIL", "RCPT", "DATA", "AUTH", "VRFY", "UNKNOWN"})
    void nothingOfSubstanceIsServedInClear(SmtpVerb verb) {
        assertThat(answerWithArgument(PORT, clear(), verb)).isEqualTo("530 5.7.0");
    }

    @Test
    void aStrangerIsNotToldSoInClear() {
        assertThat(answerWithArgument(PORT, clear(), SmtpVerb.EHLO)).isEqualTo("allowed");
        assertThat(answer(PORT, clear(), SmtpVerb.STARTTLS)).isEqualTo("allowed");
    }

    @ParameterizedTest
    @EnumSource(value = SmtpVerb.class, names = "QUIT", mode = Mode.EXCLUDE)
    void aStrangerGets554ToEveryCommand(SmtpVerb verb) {
        for (ClientPinStatus stranger : STRANGERS) {
            assertThat(answerWithArgument(PORT, tls().withPeer(stranger), verb)).isEqualTo("554 5.7.1");
        }
    }

    @Test
    void aStrangerMayQuit() {
        assertThat(answer(PORT, tls(), SmtpVerb.QUIT)).isEqualTo("allowed");
    }

    @Test
    void aStrangerInAListedNetworkIsAStranger() {
        SmtpState state = SmtpState.connected(false, true).afterStartTls();
        assertThat(answerWithArgument(PORT, state, SmtpVerb.EHLO)).isEqualTo("554 5.7.1");
    }

    @Test
    void aPinnedPeerMayRelay() {
        assertThat(answerWithArgument(PORT, pinnedPeer(), SmtpVerb.MAIL)).isEqualTo("allowed");
        assertThat(codes(PORT.decideRecipient(pinnedPeer().afterMail(), RecipientAddressClass.REMOTE)))
                .isEqualTo("allowed");
    }

    @Test
    void aPinRevokedMeanwhileStopsTheNextMail() {
        SmtpState revoked = pinnedPeer().afterReset().withPeer(ClientPinStatus.REFUSED_PIN);
        assertThat(answerWithArgument(PORT, revoked, SmtpVerb.MAIL)).isEqualTo("554 5.7.1");
        assertThat(codes(PORT.decideRecipient(revoked, RecipientAddressClass.REMOTE)))
                .isEqualTo("550 5.7.1");
    }

    @Test
    void aPinnedPeerHasToSayEhloAgainAfterTls() {
        SmtpState state = clear().afterStartTls().withPeer(PINNED);
        assertThat(answerWithArgument(PORT, state, SmtpVerb.MAIL)).isEqualTo("503 5.5.1");
    }

    @Test
    void aPinnedPeerDoesNotLogIn() {
        assertThat(PORT.offersAuth(pinnedPeer())).isFalse();
        assertThat(answerWithArgument(PORT, pinnedPeer(), SmtpVerb.AUTH)).isEqualTo("503 5.5.1");
    }

    @Test
    void aPinnedPeerMayWriteAsAnyone() {
        assertThat(codes(PORT.decideSender(SenderOwnership.FOREIGN, 0))).isEqualTo("allowed");
    }

    @ParameterizedTest
    @EnumSource(value = SmtpVerb.class, names = "QUIT", mode = Mode.EXCLUDE)
    void wherePinsCannotBeReadNobodyRelaysAndNobodyIsRefusedForGood(SmtpVerb verb) {
        assertThat(answerWithArgument(PORT, tls().withPeer(ClientPinStatus.PINS_UNREADABLE), verb))
                .isEqualTo("451 4.3.0");
    }

    @Test
    void aPinsOwnLimitsHoldForItsPeer() {
        SmtpState limited = limited(List.of(new SenderPattern("@branch.example")), List.of("example.org"), 1000);
        Optional<String> named = Optional.of("anna@branch.example");
        assertThat(codes(PORT.decidePeersMail(limited, named, 1000))).isEqualTo("allowed");
        assertThat(codes(PORT.decidePeersMail(limited, Optional.empty(), 0))).isEqualTo("allowed");
        assertThat(codes(PORT.decidePeersMail(limited, Optional.of("anna@head.example"), 0)))
                .isEqualTo("553 5.7.1");
        assertThat(codes(PORT.decidePeersMail(limited, named, 1001))).isEqualTo("552 5.3.4");
        assertThat(codes(PORT.decidePeersRecipient(limited, "any@example.org"))).isEqualTo("allowed");
        assertThat(codes(PORT.decidePeersRecipient(limited, "any@elsewhere.example")))
                .isEqualTo("550 5.7.1");
        assertThat(PORT.messageBytes(limited)).isEqualTo(1000);
    }

    @Test
    void aPinWithoutLimitsHasThoseOfThePort() {
        assertThat(codes(PORT.decidePeersMail(pinnedPeer(), Optional.of("any@where.example"), 0)))
                .isEqualTo("allowed");
        assertThat(codes(PORT.decidePeersRecipient(pinnedPeer(), "any@where.example")))
                .isEqualTo("allowed");
        assertThat(PORT.messageBytes(pinnedPeer()))
                .isEqualTo(BuiltInPolicies.RELAY.limits().messages().octets());
    }

    private static SmtpState limited(List<SenderPattern> senders, List<String> domains, long bytes) {
        PeerLimits limits = new PeerLimits(senders, domains, Optional.empty(), OptionalLong.of(bytes));
        return pinnedPeer()
                .withPeer(new ClientPinStatus.Pinned(new PinnedPeer(
                        "branch",
                        Pin.ofSpki(new byte[] {1}),
                        PinState.ACTIVE,
                        Optional.empty(),
                        PinUse.INCOMING,
                        List.of(),
                        limits)));
    }

    @Test
    void aNewGreetingKeepsThePeer() {
        assertThat(pinnedPeer().afterGreeting(Greeting.HELO).peer()).isEqualTo(PINNED);
    }
}
