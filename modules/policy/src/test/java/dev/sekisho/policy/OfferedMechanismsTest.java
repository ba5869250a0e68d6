// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import static dev.sekisho.policy.BuiltInMechanism.EXTERNAL;
import static dev.sekisho.policy.BuiltInMechanism.LOGIN;
import static dev.sekisho.policy.BuiltInMechanism.PLAIN;
import static dev.sekisho.policy.BuiltInMechanism.SCRAM_SHA_256;
import static dev.sekisho.policy.BuiltInMechanism.SCRAM_SHA_256_PLUS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.contract.ContractRow;
import dev.sekisho.policy.contract.PortContract;
import dev.sekisho.policy.imap.ImapCheckpoint;
import dev.sekisho.policy.imap.ImapDecision;
import dev.sekisho.policy.imap.ImapRefusal;
import dev.sekisho.policy.imap.ImapState;
import dev.sekisho.policy.imap.ImapVerb;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferedMechanismsTest {
    private static final MechanismFacts ALL = new MechanismFacts(true, true);

    private static OfferedMechanisms parsed(String text) {
        return OfferedMechanisms.parse(text).orElseThrow();
    }

    @Test
    void usuallyPasswordsAreOfferedAndNothingElse() {
        OfferedMechanisms usual = OfferedMechanisms.USUAL;
        assertThat(usual.offered(Protocol.SMTP, ALL)).containsExactly(PLAIN, LOGIN);
        assertThat(usual.offered(Protocol.IMAP, ALL)).containsExactly(PLAIN);
        assertThat(usual.offered(Protocol.POP3, MechanismFacts.NONE)).containsExactly(PLAIN);
    }

    @Test
    void whatIsNamedIsOfferedButNeverWithoutWhatItNeeds() {
        OfferedMechanisms named = parsed("SCRAM-SHA-256-PLUS SCRAM-SHA-256 EXTERNAL");
        assertThat(named.offered(Protocol.POP3, MechanismFacts.NONE)).containsExactly(SCRAM_SHA_256);
        assertThat(named.offered(Protocol.POP3, ALL)).containsExactly(SCRAM_SHA_256, SCRAM_SHA_256_PLUS, EXTERNAL);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsOfferedThatIsNotNamed(BuiltInMechanism mechanism) {
        EnumSet<BuiltInMechanism> others = EnumSet.complementOf(EnumSet.of(mechanism));
        for (Protocol protocol : Protocol.values()) {
            assertThat(OfferedMechanisms.only(others).offered(protocol, ALL)).doesNotContain(mechanism);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"usual", "PLAIN", "PLAIN LOGIN SCRAM-SHA-256", "CRAM-MD5 DIGEST-MD5 APOP"})
    void readsWhatItWrites(String text) {
        assertThat(parsed(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "plain", "PLAIN PLAIN", "PLAIN,LOGIN", "usual PLAIN", "SCRAM-SHA-1", "NTLM"})
    void readsNothingElse(String text) {
        assertThat(OfferedMechanisms.parse(text)).isEmpty();
    }

    private static PortPolicy offering(PortPolicy policy, BuiltInMechanism mechanism) {
        return policy.with(
                policy.rules().with(policy.logins().withMechanisms(OfferedMechanisms.only(Set.of(mechanism)))),
                policy.limits());
    }

    @Test
    void whereApopIsNamedItIsServedAndALineWithoutADigestIsNone() {
        assertThat(PortContract.of(offering(BuiltInPolicies.POP3S, BuiltInMechanism.APOP)))
                .filteredOn(row -> row.says().startsWith("APOP"))
                .isNotEmpty()
                .allMatch(row -> row.expected().text().startsWith("-ERR"));
    }

    @Test
    void imapLoginIsDisabledWherePasswordsAreNotTaken() {
        ImapCheckpoint port = new ImapCheckpoint(offering(BuiltInPolicies.IMAPS, SCRAM_SHA_256));
        ImapState state = ImapState.connected(true);

        assertThat(port.capabilities(state))
                .contains("LOGINDISABLED", "AUTH=SCRAM-SHA-256")
                .doesNotContain("AUTH=PLAIN");
        assertThat(port.decide(state, ImapVerb.LOGIN)).isEqualTo(new ImapDecision.Refuse(ImapRefusal.LOGIN_DISABLED));
        assertThat(port.decide(state, ImapVerb.AUTHENTICATE).allowed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"submission", "submissions", "pop3", "pop3s", "imaps"})
    void wherePasswordsAreNotTakenNothingIsProvedThatNeedsOne(String name) {
        PortPolicy builtIn = BuiltInPolicies.named(name).orElseThrow();

        assertThat(PortContract.of(offering(builtIn, SCRAM_SHA_256)))
                .isNotEmpty()
                .noneMatch(row -> row.needs() == ContractRow.Needs.LOGIN || row.badLogins() > 0)
                .anyMatch(ContractRow::provable);
    }
}
