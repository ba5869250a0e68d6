// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PolicyArbitraries;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.contract.ScenarioStep.Connect;
import dev.sekisho.policy.contract.ScenarioStep.LogInElsewhere;
import dev.sekisho.policy.contract.ScenarioStep.Message;
import dev.sekisho.policy.contract.ScenarioStep.Say;
import dev.sekisho.policy.contract.ScenarioStep.SpeakBehindProxyHeader;
import dev.sekisho.policy.contract.ScenarioStep.SpeakInClear;
import dev.sekisho.policy.proxy.TrustedProxies;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortContractTest {
    private static final List<CidrNetwork> PROXIES =
            List.of(CidrNetwork.of(new byte[] {10, 0, 0, 5}, 32, "10.0.0.5").orElseThrow());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clear | (connects) | greeting",
                "clear | EHLO | lists STARTTLS; without AUTH",
                "clear | NOOP | 250",
                "clear | RSET | 250",
                "clear | HELP | served (2xx)",
                "clear | QUIT | 221, connection closed",
                "clear | STARTTLS | TLS begins",
                "clear | STARTTLS with an argument | 501 5.5.4",
                "clear | STARTTLS, no certificate usable | 454 4.7.0",
                "clear | AUTH PLAIN | 538 5.7.11",
                "clear | AUTH PLAIN with credentials | 538 5.7.11",
                "clear | MAIL | 530 5.7.0",
                "clear | RCPT | 530 5.7.0",
                "clear | DATA | 530 5.7.0",
                "clear | BDAT | 530 5.7.0",
                "clear | VRFY | 530 5.7.0",
                "clear | ETRN | 530 5.7.0",
                "clear | unknown verb | 530 5.7.0",
                "clear | STARTTLS and EHLO prove.invalid in one packet | closed, nothing executed",
                "clear | STARTTLS, naming a host that no identity has | TLS begins",
                "clear | STARTTLS, TLS 1.0 | handshake refused",
                "clear | STARTTLS, TLS 1.1 | handshake refused",
                "clear | STARTTLS, no forward secrecy | handshake refused",
                "clear | EHLO and QUIT in one packet | all 2 served in order",
                "TLS | MAIL before EHLO | 503 5.5.1",
                "TLS | AUTH before EHLO | 503 5.5.1",
                "TLS | EHLO | lists AUTH PLAIN LOGIN; without STARTTLS",
                "TLS | STARTTLS again | 503 5.5.1",
                "TLS | MAIL | 530 5.7.0",
                "TLS | EXPN | 530 5.7.0",
                "TLS | AUTH, then * | 501",
                "TLS | AUTH, not base64 | 501",
                "TLS | AUTH, unknown mechanism | 504 5.5.4",
                "TLS | AUTH, user does not exist | 535 5.7.8 Authentication credentials invalid",
                "TLS | AUTH, password is wrong (bad login 2) | 535 5.7.8 Authentication credentials invalid",
                "TLS | AUTH, user does not exist (bad login 3) | 421 4.7.0, connection closed",
                "TLS | AUTH, right | 235 2.7.0",
                "logged in | EHLO | without STARTTLS, AUTH",
                "logged in | AUTH again | 503 5.5.1",
                "logged in | AUTH inside a transaction | 503 5.5.1",
                "logged in | MAIL from one's own address | 250 2.1.0",
                "logged in | MAIL from another's address | 553 5.7.1",
                "logged in | MAIL from another user of the domain | 553 5.7.1",
                "logged in | MAIL, SIZE over the limit | 552 5.3.4",
                "logged in | RCPT to another domain | 250 2.1.5",
                "logged in | RCPT to no user of a local domain | 550 5.1.1",
                "logged in | RCPT to a user over quota | 452 4.2.2",
                "logged in | RCPT after 100 recipients | 452 4.5.3",
                "logged in | a message, sound | 250",
                "logged in | a message whose first line begins with a blank | 550 5.6.0",
                "logged in | a message with a bare LF | 550 5.6.0",
                "logged in | a message after 51 servers | 554 5.4.6",
                "logged in | a message of 101 levels | 550 5.6.0",
                "logged in | From is one's own | 250",
                "logged in | From is another's | 550 5.7.1",
                "logged in | no From | 550 5.6.0",
                "logged in | an empty line, then From | 550 5.6.0",
                "logged in | From twice | 550 5.6.0",
                "logged in | From with a comma outside of quotes | 550 5.6.0",
                "logged in | a byte order mark, then From | 550 5.6.0",
                "logged in | a line that is no field | 550 5.6.0",
                "logged in | ETRN | 502 5.5.1",
                "logged in | ATRN | 502 5.5.1",
                "logged in | TURN | 502 5.5.1"
            })
    void submissionPromises(String state, String says, String expected) {
        assertThat(promise(BuiltInPolicies.SUBMISSION, state, says)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clear | EHLO prove.invalid, without TLS | closed without a word",
                "clear | TLS handshake | greeting",
                "clear | TLS handshake, naming a host that no identity has | greeting",
                "clear | TLS 1.0 handshake | handshake refused",
                "TLS | EHLO | lists AUTH PLAIN LOGIN; without STARTTLS",
                "TLS | STARTTLS again | 503 5.5.1",
                "TLS | MAIL | 530 5.7.0",
                "logged in | MAIL from another's address | 553 5.7.1"
            })
    void submissionsPromises(String state, String says, String expected) {
        assertThat(promise(BuiltInPolicies.SUBMISSIONS, state, says)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clear | MAIL before EHLO | 503 5.5.1",
                "clear | EHLO | lists STARTTLS; without AUTH",
                "clear | AUTH PLAIN with credentials | 503 5.5.1",
                "clear | MAIL from any address | 250 2.1.0",
                "clear | RCPT to another domain | 550 5.7.1",
                "clear | RCPT to a local user | 250 2.1.5",
                "clear | RCPT to no user of a local domain | 550 5.1.1",
                "clear | RCPT to a user over quota | 452 4.2.2",
                "clear | MAIL, SIZE over the limit | 552 5.3.4",
                "clear | a message whose first line begins with a blank | 550 5.6.0",
                "clear | a message after 51 servers | 554 5.4.6",
                "TLS | MAIL before EHLO | 503 5.5.1",
                "TLS | EHLO | without STARTTLS, AUTH",
                "TLS | RCPT to another domain | 550 5.7.1"
            })
    void mxPromises(String state, String says, String expected) {
        assertThat(promise(BuiltInPolicies.MX, state, says)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clear | AUTH PLAIN | 530 5.7.0",
                "clear | MAIL | 530 5.7.0",
                "no certificate | EHLO | 554 5.7.1",
                "no certificate | NOOP | 554 5.7.1",
                "no certificate | unknown verb | 554 5.7.1",
                "no certificate | QUIT | 221, connection closed",
                "unknown key | EHLO | 554 5.7.1",
                "unknown key | MAIL | 554 5.7.1",
                "pinned key | MAIL from any address | 250 2.1.0",
                "pinned key | RCPT to another domain | 250 2.1.5",
                "limited key | MAIL from a sender beyond them | 553 5.7.1",
                "limited key | MAIL, null sender | 250 2.1.0",
                "limited key | MAIL, SIZE over them | 552 5.3.4",
                "limited key | MAIL, too many in a time | 451 4.7.1",
                "limited key | RCPT to a domain beyond them | 550 5.7.1",
                "revoked key | MAIL | 554 5.7.1",
                "pins unreadable | MAIL | 451 4.3.0"
            })
    void relayPromises(String state, String says, String expected) {
        assertThat(promise(BuiltInPolicies.RELAY, state, says)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clear | EHLO | without STARTTLS, AUTH",
                "clear | STARTTLS | 502 5.5.1",
                "clear | RCPT to another domain | 550 5.7.1",
                "clear | RCPT to an address that the policy lists | 250 2.1.5"
            })
    void reinjectionPromises(String state, String says, String expected) {
        assertThat(promise(BuiltInPolicies.REINJECTION, state, says)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clear | USER prove | -ERR [SYS/PERM]",
                "clear | PASS prove | -ERR [SYS/PERM]",
                "clear | APOP prove 0 | -ERR [SYS/PERM]",
                "clear | AUTH PLAIN | -ERR [SYS/PERM]",
                "clear | STLS | TLS begins",
                "clear | STLS now | -ERR",
                "clear | STLS and CAPA in one packet | closed, nothing executed",
                "clear | unknown command | -ERR",
                "TLS | STLS | -ERR",
                "TLS | a line of more than 255 octets | -ERR",
                "TLS | USER and PASS, user does not exist | -ERR [AUTH] Authentication failed",
                "TLS | USER and PASS, password is wrong (bad login 2) | -ERR [AUTH] Authentication failed",
                "TLS | USER and PASS, user does not exist (bad login 3) | -ERR [AUTH], connection closed",
                "TLS | USER and PASS, right | +OK",
                "TLS | AUTH PLAIN, right | +OK",
                "TLS | USER and PASS, maildrop open elsewhere | -ERR [IN-USE]",
                "TRANSACTION | STAT | +OK",
                "TRANSACTION | RETR 0 | -ERR",
                "TRANSACTION | USER prove | -ERR"
            })
    void pop3Promises(String state, String says, String expected) {
        assertThat(promise(BuiltInPolicies.POP3, state, says)).isEqualTo(expected);
    }

    @Test
    void capaOfPop3TellsTheTruthInEachState() {
        assertThat(promise(BuiltInPolicies.POP3, "clear", "CAPA"))
                .contains("STLS")
                .endsWith("without USER, SASL");
        assertThat(promise(BuiltInPolicies.POP3, "TLS", "CAPA"))
                .contains("USER, SASL PLAIN")
                .endsWith("without STLS");
        assertThat(promise(BuiltInPolicies.POP3S, "TRANSACTION", "CAPA")).endsWith("without STLS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clear | a CAPABILITY, without TLS | closed without a word",
                "TLS | CAPABILITY | lists IMAP4rev2, IMAP4rev1, AUTH=PLAIN; without STARTTLS, LOGINDISABLED",
                "TLS | LOGIN, user does not exist | NO",
                "TLS | LOGIN, user does not exist (bad login 3) | NO or BYE, connection closed",
                "TLS | LOGIN, right | OK",
                "TLS | SELECT INBOX | BAD",
                "TLS | FETCH 1 FLAGS | BAD",
                "TLS | a line with a NUL | BAD",
                "TLS | LOGIN with a literal of 5,000 octets | BAD",
                "logged in | SEARCH ALL | BAD",
                "mailbox selected | LOGIN prove prove | BAD",
                "mailbox selected | FETCH 0 FLAGS | BAD",
                "mailbox selected | FETCH after a SELECT that failed | BAD",
                "mailbox open for reading | STORE 1:* FLAGS (\\Seen) | NO"
            })
    void imapsPromises(String state, String says, String expected) {
        assertThat(promise(BuiltInPolicies.IMAPS, state, says)).isEqualTo(expected);
    }

    @Test
    void anOverriddenPolicyHasRowsOfItsOwn() {
        PortPolicy builtIn = BuiltInPolicies.SUBMISSION;
        PortPolicy anySender = builtIn.with(
                builtIn.rules().with(TlsMode.IMPLICIT, AuthMode.REQUIRED, RelayRule.NEVER, SenderRule.ANY),
                builtIn.limits());
        assertThat(promise(anySender, "logged in", "MAIL from any address")).isEqualTo("250 2.1.0");
        assertThat(promise(anySender, "logged in", "RCPT to another domain")).isEqualTo("550 5.7.1");
        assertThat(promise(anySender, "clear", "TLS 1.1 handshake")).isEqualTo("handshake refused");
    }

    @Test
    void aPortBehindProxiesPromisesNothingWithoutTheirHeader() {
        PortPolicy behind = BuiltInPolicies.SUBMISSION.withProxies(new TrustedProxies(PROXIES, false));
        assertThat(promise(behind, "connected", "EHLO prove.invalid, without a PROXY header"))
                .isEqualTo("closed without a word");
        assertThat(promise(behind, "clear", "STARTTLS")).isEqualTo("TLS begins");
    }

    @Test
    void aPortWhoseProxiesEndTlsPromisesNoHandshakeOfItsOwn() {
        PortPolicy behind = BuiltInPolicies.SUBMISSIONS.withProxies(new TrustedProxies(PROXIES, true));
        assertThat(promise(behind, "connected", "a PROXY header that tells of no TLS"))
                .isEqualTo("closed without a word");
        assertThat(promise(behind, "TLS to the proxy", "(connects)")).isEqualTo("greeting");
        assertThat(PortContract.of(behind)).extracting(ContractRow::says).noneMatch(says -> says.contains("handshake"));
    }

    @Test
    void aListedNetworkMayRelayThroughMx() {
        assertThat(PortContract.of(BuiltInPolicies.MX, true, Optional.empty()))
                .filteredOn(row -> row.says().equals("RCPT to another domain"))
                .extracting(row -> row.expected().text())
                .containsOnly("250 2.1.5");
    }

    @Provide
    Arbitrary<PortPolicy> policies() {
        return Arbitraries.of(Protocol.values()).flatMap(PolicyArbitraries::speaking);
    }

    @Property(tries = 300)
    void noRowIsPromisedTwice(@ForAll("policies") PortPolicy policy) {
        assertThat(PortContract.of(policy))
                .extracting(row -> row.state() + row.says())
                .doesNotHaveDuplicates();
    }

    @Property(tries = 300)
    void aScenarioBeginsWithAConnection(@ForAll("policies") PortPolicy policy) {
        assertThat(PortContract.of(policy))
                .filteredOn(ContractRow::provable)
                .extracting(row -> row.steps().get(0))
                .hasOnlyElementsOfTypes(
                        Connect.class, SpeakInClear.class, SpeakBehindProxyHeader.class, LogInElsewhere.class);
    }

    @Property(tries = 300)
    void noScenarioSendsAMessageThatIsTaken(@ForAll("policies") PortPolicy policy) {
        assertThat(PortContract.of(policy))
                .filteredOn(row -> row.steps().stream()
                        .anyMatch(step -> step instanceof Message
                                || step instanceof Say say && say.line().equals("DATA")))
                .allMatch(row -> row.expected().text().startsWith("5"))
                .allMatch(row ->
                        row.needs() != ContractRow.Needs.NOTHING || !row.says().contains("message"));
    }

    @Property(tries = 300)
    void badLoginsAreOnOneRoad(@ForAll("policies") PortPolicy policy) {
        List<ContractRow> bad = PortContract.of(policy).stream()
                .filter(row -> row.badLogins() > 0)
                .toList();
        assertThat(bad)
                .hasSize(
                        policy.auth() == AuthMode.REQUIRED
                                ? policy.limits().failedLogins().perConnection()
                                : 0);
        for (int i = 1; i < bad.size(); i++) {
            assertThat(bad.get(i - 1).onTheWayTo(bad.get(i))).isTrue();
        }
    }

    @Property(tries = 300)
    void rightCredentialsAreAskedForOnlyWhereTheyAreShown(@ForAll("policies") PortPolicy policy) {
        if (policy.auth() == AuthMode.NONE) {
            assertThat(PortContract.of(policy)).noneMatch(row -> row.needs() == ContractRow.Needs.LOGIN);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "submissions | TLS handshake, naming a host that no identity has",
                "submission | STARTTLS, naming a host that no identity has",
                "pop3 | STLS, naming a host that no identity has"
            })
    void aPolicyThatRefusesUnknownNamesPromisesThat(String name, String says) {
        PortPolicy builtIn = BuiltInPolicies.named(name).orElseThrow();
        PortPolicy refusing = builtIn.with(builtIn.rules().with(PortPolicy.UnknownName.REFUSE), builtIn.limits());

        assertThat(promise(refusing, "clear", says)).isEqualTo("handshake refused");
    }

    private static String promise(PortPolicy policy, String state, String says) {
        return PortContract.of(policy).stream()
                .filter(row -> row.state().equals(state) && row.says().equals(says))
                .map(row -> row.expected().text())
                .findFirst()
                .orElse("no such row");
    }
}
