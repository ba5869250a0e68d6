// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Sessions at the points that the documentation's tables name, and short words for asking. */
final class SmtpSessionStates {
    static final ClientPinStatus PINNED =
            new ClientPinStatus.Pinned(PinnedPeer.of("branch", Pin.ofSpki(new byte[] {1}), PinState.ACTIVE));

    /** A device at 192.0.2.7 that sends as the copier, 30 messages an hour of at most 1,000 octets. */
    static final Device COPIER = new Device(
            "copier",
            List.of(CidrNetwork.of(new byte[] {(byte) 192, 0, 2, 7}, 32, "192.0.2.7")
                    .orElseThrow()),
            List.of(new SenderPattern("copier@example.org")),
            new MessageRate(30, Duration.ofHours(1)),
            OptionalLong.of(1_000));

    private SmtpSessionStates() {}

    static SmtpState clearOfCopier() {
        return clear().withDevice(Optional.of(COPIER));
    }

    static SmtpState clear() {
        return SmtpState.connected(false, false).afterGreeting(Greeting.EHLO);
    }

    static SmtpState justUpgraded() {
        return clear().afterStartTls();
    }

    static SmtpState tls() {
        return justUpgraded().afterGreeting(Greeting.EHLO);
    }

    static SmtpState loggedIn() {
        return tls().afterAuth();
    }

    static SmtpState pinnedPeer() {
        return tls().withPeer(PINNED);
    }

    /** The codes of the refusal of a bare command, or "allowed". */
    static String answer(SmtpCheckpoint checkpoint, SmtpState state, SmtpVerb verb) {
        return codes(checkpoint.decide(state, SmtpCommand.bare(verb)));
    }

    static String answerWithArgument(SmtpCheckpoint checkpoint, SmtpState state, SmtpVerb verb) {
        return codes(checkpoint.decide(state, SmtpCommand.withArgument(verb)));
    }

    static String codes(SmtpDecision decision) {
        if (decision instanceof SmtpDecision.Refuse refused) {
            return refused.reason().reply().codes();
        }
        return "allowed";
    }
}
