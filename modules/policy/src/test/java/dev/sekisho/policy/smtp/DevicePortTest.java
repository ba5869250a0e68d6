// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static dev.sekisho.policy.smtp.SmtpSessionStates.answer;
import static dev.sekisho.policy.smtp.SmtpSessionStates.answerWithArgument;
import static dev.sekisho.policy.smtp.SmtpSessionStates.clear;
import static dev.sekisho.policy.smtp.SmtpSessionStates.clearOfCopier;
import static dev.sekisho.policy.smtp.SmtpSessionStates.codes;
import static dev.sekisho.policy.smtp.SmtpSessionStates.tls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.device.DeviceList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DevicePortTest {
    private static final PortPolicy POLICY =
            BuiltInPolicies.DEVICE.withDevices(new DeviceList(List.of(SmtpSessionStates.COPIER)));
    private static final SmtpCheckpoint PORT = new SmtpCheckpoint(POLICY);

    @ParameterizedTest
    @EnumSource(SmtpVerb.class)
    void servesNobodyWhoseAddressIsNotListed(SmtpVerb verb) {
        String expected = verb == SmtpVerb.QUIT ? "allowed" : "554 5.7.1";

        assertThat(answer(PORT, clear(), verb)).isEqualTo(expected);
        assertThat(answer(PORT, tls(), verb)).isEqualTo(expected);
    }

    @Test
    void servesADeviceInCleartext() {
        assertThat(answer(PORT, clearOfCopier(), SmtpVerb.MAIL)).isEqualTo("allowed");
    }

    @Test
    void offersStartTlsToADeviceThatHasIt() {
        assertThat(PORT.offersStartTls(clearOfCopier())).isTrue();
        assertThat(answer(PORT, clearOfCopier(), SmtpVerb.STARTTLS)).isEqualTo("allowed");
    }

    @Test
    void neitherOffersNorServesLogins() {
        SmtpState underTls = tls().withDevice(Optional.of(SmtpSessionStates.COPIER));

        assertThat(PORT.offersAuth(clearOfCopier())).isFalse();
        assertThat(PORT.offersAuth(underTls)).isFalse();
        assertThat(answerWithArgument(PORT, clearOfCopier(), SmtpVerb.AUTH)).isEqualTo("503 5.5.1");
        assertThat(answerWithArgument(PORT, underTls, SmtpVerb.AUTH)).isEqualTo("503 5.5.1");
    }

    @Test
    void takesTheSendersOfTheDeviceAlone() {
        assertThat(sender(Optional.of("Copier@example.org"))).isEqualTo("allowed");
        assertThat(sender(Optional.of("boss@example.org"))).isEqualTo("553 5.7.1");
        assertThat(sender(Optional.empty())).as("the null sender").isEqualTo("553 5.7.1");
    }

    @Test
    void takesWhatTheDeviceMaySendWithinWhatTheListenerAccepts() {
        assertThat(PORT.messageBytes(clearOfCopier())).isEqualTo(1_000);
        assertThat(codes(PORT.decidePeersMail(clearOfCopier(), Optional.of("copier@example.org"), 1_001)))
                .isEqualTo("552 5.3.4");
    }

    @Test
    void sendsOnToListedRecipientsAlone() {
        SmtpState open = clearOfCopier().afterMail();

        assertThat(codes(PORT.decideRecipient(open, RecipientAddressClass.LOCAL)))
                .isEqualTo("allowed");
        assertThat(codes(PORT.decideRecipient(open, RecipientAddressClass.REMOTE_LISTED)))
                .isEqualTo("allowed");
        assertThat(codes(PORT.decideRecipient(open, RecipientAddressClass.REMOTE)))
                .isEqualTo("550 5.7.1");
    }

    @Test
    void knowsADeviceByItsAddress() {
        assertThat(POLICY.deviceAt(new byte[] {(byte) 192, 0, 2, 7})).contains(SmtpSessionStates.COPIER);
        assertThat(POLICY.deviceAt(new byte[] {(byte) 192, 0, 2, 8})).isEmpty();
    }

    @Test
    void refusesLoginsAndOtherRights() {
        assertThatThrownBy(() -> with(AuthMode.REQUIRED, RelayRule.LISTED, SenderRule.LISTED))
                .hasMessageContaining("do not log in, found auth required");
        assertThatThrownBy(() -> with(AuthMode.NONE, RelayRule.PINNED, SenderRule.LISTED))
                .hasMessageContaining("listed recipients, found relay pinned");
        assertThatThrownBy(() -> with(AuthMode.NONE, RelayRule.LISTED, SenderRule.ANY))
                .hasMessageContaining("each device has its senders, found sender any");
        assertThatThrownBy(() -> BuiltInPolicies.MX.with(
                        BuiltInPolicies.MX
                                .rules()
                                .with(TlsMode.OFFERED, AuthMode.NONE, RelayRule.NEVER, SenderRule.LISTED),
                        BuiltInPolicies.MX.limits()))
                .hasMessageContaining("only devices have listed senders");
    }

    private static PortPolicy with(AuthMode auth, RelayRule relay, SenderRule sender) {
        return POLICY.with(POLICY.rules().with(TlsMode.REQUIRED, auth, relay, sender), POLICY.limits());
    }

    private static String sender(Optional<String> address) {
        return codes(PORT.decidePeersMail(clearOfCopier(), address, 0));
    }
}
