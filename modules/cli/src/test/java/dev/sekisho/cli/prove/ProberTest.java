// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.cli.prove.FakeServer.WireFlaw;
import dev.sekisho.cli.prove.Prober.Timeouts;
import dev.sekisho.cli.prove.RowResult.Verdict;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.contract.ContractRow;
import dev.sekisho.policy.contract.PortContract;
import dev.sekisho.policy.proxy.TrustedProxies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

// Whether a server says no more is known after two seconds only.
@Execution(ExecutionMode.CONCURRENT)
class ProberTest {
    private static final Timeouts TIMEOUT = new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(60));
    private static final TestUser TARO = new TestUser(
            Optional.of(FakeSmtp.USER),
            Optional.of(FakeSmtp.PASSWORD),
            SameDomainUser.of("hanako@example.org"),
            Optional.empty());

    static Stream<PortPolicy> smtpPolicies() {
        return Stream.of(
                BuiltInPolicies.MX,
                BuiltInPolicies.SUBMISSION,
                BuiltInPolicies.SUBMISSIONS,
                BuiltInPolicies.RELAY,
                BuiltInPolicies.REINJECTION);
    }

    @ParameterizedTest
    @MethodSource("smtpPolicies")
    void provesEveryRowOfAnSmtpServerThatKeepsItsPolicy(PortPolicy policy) throws Exception {
        PortProof proof = prove(policy, TARO, () -> new FakeSmtp(policy));
        assertThat(notProved(proof)).isEmpty();
        assertThat(proof.pin().isPresent()).isEqualTo(policy.tls() != TlsMode.NONE);
    }

    @Test
    void provesEveryRowOfAPop3ServerThatKeepsItsPolicy() throws Exception {
        for (PortPolicy policy : List.of(BuiltInPolicies.POP3, BuiltInPolicies.POP3S)) {
            AtomicBoolean maildrop = new AtomicBoolean();
            assertThat(notProved(prove(policy, TARO, () -> new FakePop3(policy, maildrop))))
                    .isEmpty();
        }
    }

    @Test
    void provesEveryRowOfAnImapServerThatKeepsItsPolicy() throws Exception {
        assertThat(notProved(prove(BuiltInPolicies.IMAPS, TARO, FakeImap::new))).isEmpty();
    }

    @Test
    void nobodyIsUnknownWhereACatchAllTakesWhatIsForNobody() throws Exception {
        PortPolicy policy = BuiltInPolicies.SUBMISSION;
        TestUser caught = new TestUser(TARO.address(), TARO.password(), TARO.other(), Optional.of("*@example.org"));
        PortProof proof = prove(policy, caught, () -> new FakeSmtp(policy));
        assertThat(proof.results())
                .filteredOn(result -> result.row().says().equals("RCPT to no user of a local domain"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.verdict()).isEqualTo(RowResult.Verdict.NOT_PROVABLE);
                    assertThat(result.seen()).contains("the catch-all *@example.org");
                });
    }

    static Stream<Arguments> smtpFlaws() {
        PortPolicy submission = BuiltInPolicies.SUBMISSION;
        return Stream.of(
                Arguments.of(submission, FakeSmtp.Flaw.LISTS_AUTH_IN_CLEAR, "clear: EHLO"),
                Arguments.of(
                        submission, FakeSmtp.Flaw.LOOKS_AT_CREDENTIALS_IN_CLEAR, "clear: AUTH PLAIN with credentials"),
                Arguments.of(submission, FakeSmtp.Flaw.TAKES_MAIL_IN_CLEAR, "clear: MAIL"),
                Arguments.of(submission, FakeSmtp.Flaw.LISTS_STARTTLS_UNDER_TLS, "TLS: EHLO"),
                Arguments.of(submission, FakeSmtp.Flaw.REMEMBERS_EHLO, "TLS: AUTH before EHLO"),
                Arguments.of(submission, FakeSmtp.Flaw.TELLS_WHO_EXISTS, "TLS: AUTH, password is wrong (bad login 2)"),
                Arguments.of(
                        submission,
                        FakeSmtp.Flaw.NEVER_TIRES_OF_BAD_LOGINS,
                        "TLS: AUTH, user does not exist (bad login 3)"),
                Arguments.of(
                        submission, FakeSmtp.Flaw.LETS_USERS_WRITE_AS_ANYONE, "logged in: MAIL from another's address"),
                Arguments.of(
                        submission,
                        FakeSmtp.Flaw.LETS_USERS_WRITE_AS_EACH_OTHER,
                        "logged in: MAIL from another user of the domain"),
                Arguments.of(submission, FakeSmtp.Flaw.LETS_USERS_SIGN_AS_ANYONE, "logged in: From is another's"),
                Arguments.of(submission, FakeSmtp.Flaw.LETS_USERS_SIGN_AS_ANYONE, "logged in: no From"),
                Arguments.of(submission, FakeSmtp.Flaw.TAKES_ANY_HEADER, "logged in: a byte order mark, then From"),
                Arguments.of(
                        BuiltInPolicies.MX,
                        FakeSmtp.Flaw.TAKES_ANY_HEADER,
                        "TLS: a message whose first line begins with a blank"),
                Arguments.of(submission, FakeSmtp.Flaw.REFUSES_GOOD_LOGINS, "TLS: AUTH, right"),
                Arguments.of(submission, FakeSmtp.Flaw.SERVES_ETRN, "logged in: ETRN"),
                Arguments.of(submission, FakeSmtp.Flaw.FORGETS_ENHANCED_CODES, "clear: MAIL"),
                Arguments.of(BuiltInPolicies.MX, FakeSmtp.Flaw.RELAYS_FOR_ANYBODY, "TLS: RCPT to another domain"),
                Arguments.of(BuiltInPolicies.RELAY, FakeSmtp.Flaw.SERVES_STRANGERS, "unknown key: EHLO"));
    }

    @ParameterizedTest
    @MethodSource("smtpFlaws")
    void findsTheFlawOfAnSmtpServer(PortPolicy policy, FakeSmtp.Flaw flaw, String row) throws Exception {
        List<ContractRow> one = PortContract.of(policy).stream()
                .filter(each -> row.equals(each.state() + ": " + each.says()))
                .toList();
        assertThat(broken(prove(policy, one, TARO, TIMEOUT, () -> new FakeSmtp(policy, flaw))))
                .containsExactly(row);
        assertThat(broken(prove(policy, one, TARO, TIMEOUT, () -> new FakeSmtp(policy))))
                .isEmpty();
    }

    @Test
    void findsTheFlawsOfPop3Servers() throws Exception {
        assertThat(pop3Broken(BuiltInPolicies.POP3, FakePop3.Flaw.LOGS_IN_IN_CLEAR))
                .containsExactly("clear: USER prove");
        assertThat(pop3Broken(BuiltInPolicies.POP3S, FakePop3.Flaw.LISTS_STLS_UNDER_TLS))
                .containsExactly("TLS: CAPA", "TRANSACTION: CAPA");
        assertThat(pop3Broken(BuiltInPolicies.POP3S, FakePop3.Flaw.OPENS_A_MAILDROP_TWICE))
                .containsExactly("TLS: USER and PASS, maildrop open elsewhere");
        assertThat(pop3Broken(BuiltInPolicies.POP3S, FakePop3.Flaw.SERVES_INDEX_ZERO))
                .containsExactly("TRANSACTION: RETR 0", "TRANSACTION: DELE 0");
    }

    @Test
    void findsTheFlawsOfImapServers() throws Exception {
        assertThat(broken(prove(BuiltInPolicies.IMAPS, TARO, () -> new FakeImap(FakeImap.Flaw.LISTS_STARTTLS))))
                .containsExactly("TLS: CAPABILITY");
        assertThat(broken(prove(
                        BuiltInPolicies.IMAPS, TARO, () -> new FakeImap(FakeImap.Flaw.OPENS_MAILBOXES_FOR_ANYONE))))
                .containsExactly("TLS: SELECT INBOX");
    }

    @Test
    void findsAServerThatExecutesWhatFollowsStartTls() throws Exception {
        PortPolicy policy = BuiltInPolicies.SUBMISSION;
        PortProof proof = prove(policy, TARO, () -> new FakeSmtp(policy), WireFlaw.EXECUTES_WHAT_FOLLOWS_STARTTLS);
        assertThat(broken(proof)).containsExactly("clear: STARTTLS and EHLO prove.invalid in one packet");
        assertThat(proof.results())
                .filteredOn(result -> result.verdict() == Verdict.BROKEN)
                .allMatch(result -> result.transcript().contains("S: 250 SIZE 36700160"));
    }

    @Test
    void findsAServerThatGreetsInClearOnATlsPort() throws Exception {
        PortPolicy policy = BuiltInPolicies.SUBMISSIONS;
        PortProof proof = prove(policy, TARO, () -> new FakeSmtp(policy), WireFlaw.GREETS_IN_CLEAR_ON_A_TLS_PORT);
        assertThat(broken(proof)).contains("clear: EHLO prove.invalid, without TLS");
    }

    @Test
    void findsAServerThatStillSpeaksTls10() throws Exception {
        PortPolicy policy = BuiltInPolicies.SUBMISSIONS;
        PortProof proof = prove(policy, TARO, () -> new FakeSmtp(policy), WireFlaw.ACCEPTS_TLS_1_0);
        assertThat(broken(proof)).contains("clear: TLS 1.0 handshake");
    }

    @Test
    void withoutALoginTheRowsBehindItAreNotProvedAndNotPassed() throws Exception {
        PortPolicy policy = BuiltInPolicies.SUBMISSION;
        PortProof proof = prove(policy, TestUser.NONE, () -> new FakeSmtp(policy));
        assertThat(broken(proof)).isEmpty();
        assertThat(proof.results())
                .filteredOn(result -> result.row().needs() != ContractRow.Needs.NOTHING)
                .isNotEmpty()
                .allMatch(result ->
                        result.verdict() == Verdict.NOT_PROVED && result.seen().startsWith("needs --user"));
    }

    @Test
    void atMostThreeLoginsFailOnAPort() throws Exception {
        AtomicInteger failed = new AtomicInteger();
        PortPolicy policy = BuiltInPolicies.SUBMISSION;
        prove(policy, TARO, () -> counting(new FakeSmtp(policy), failed, "535", "421"));
        assertThat(failed).hasValue(3);
    }

    @Test
    void elsewhereThanOnLoopbackFewerThanTenLoginsFailOverAllPorts() throws Exception {
        FailedLoginBudget loginBudget = FailedLoginBudget.against(InetAddress.getByName("192.0.2.1"));
        assertThat(loginBudget.from()).isEmpty();
        assertThat(List.of(
                        loginBudget.mayFail(3), loginBudget.mayFail(3), loginBudget.mayFail(3), loginBudget.mayFail(3)))
                .containsExactly(true, true, true, false);
    }

    @Test
    void onLoopbackBadLoginsComeFromAnAddressOfTheirOwn() throws Exception {
        FailedLoginBudget loginBudget = FailedLoginBudget.against(InetAddress.getByName("127.0.0.1"));
        assertThat(loginBudget.from().orElseThrow().isLoopbackAddress()).isTrue();
        assertThat(loginBudget.from()).isNotEqualTo(Optional.of(InetAddress.getByName("127.0.0.1")));
    }

    @Test
    void aServerThatSaysNothingIsGivenUpOnInTime() throws Exception {
        PortPolicy policy = BuiltInPolicies.SUBMISSION;
        Timeouts little = new Timeouts(Duration.ofMillis(100), Duration.ofMillis(500));
        PortProof proof = prove(policy, TARO, little, () -> new FakeSmtp(policy), WireFlaw.SAYS_NOTHING);
        assertThat(proof.count(Verdict.PROVED)).isZero();
        assertThat(proof.count(Verdict.BROKEN)).isPositive();
        assertThat(proof.results()).anyMatch(result -> result.seen().equals("the time was up"));
    }

    @Test
    void noConnectionIsAnExceptionAndNoResult() throws Exception {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        PortPolicy policy = BuiltInPolicies.MX;
        Endpoint endpoint =
                new Endpoint("127.0.0.1", loopback, closedPort, policy.protocol(), false, TrustedProxies.NONE);
        Prober prober = new Prober(endpoint, TARO, FailedLoginBudget.against(loopback), TIMEOUT, ProveProgress.NONE);
        assertThatThrownBy(() -> prober.prove(PortContract.of(policy))).isInstanceOf(IOException.class);
    }

    @Test
    void noTranscriptHoldsAPassword() throws Exception {
        PortPolicy policy = BuiltInPolicies.SUBMISSION;
        PortProof proof = prove(policy, TARO, () -> new FakeSmtp(policy));
        assertThat(proof.results())
                .flatExtracting(RowResult::transcript)
                .noneMatch(line -> line.contains(FakeSmtp.PASSWORD)
                        || line.contains(SmtpDialect.plain(FakeSmtp.USER, FakeSmtp.PASSWORD)));
    }

    private static List<String> pop3Broken(PortPolicy policy, FakePop3.Flaw flaw) throws Exception {
        AtomicBoolean maildrop = new AtomicBoolean();
        return broken(prove(policy, TARO, () -> new FakePop3(policy, maildrop, flaw)));
    }

    private static PortProof prove(
            PortPolicy policy, TestUser user, Supplier<FakeServer.Brain> brains, WireFlaw... flaws) throws Exception {
        return prove(policy, user, TIMEOUT, brains, flaws);
    }

    private static PortProof prove(
            PortPolicy policy, TestUser user, Timeouts timeout, Supplier<FakeServer.Brain> brains, WireFlaw... flaws)
            throws Exception {
        return prove(policy, PortContract.of(policy), user, timeout, brains, flaws);
    }

    private static PortProof prove(
            PortPolicy policy,
            List<ContractRow> rows,
            TestUser user,
            Timeouts timeout,
            Supplier<FakeServer.Brain> brains,
            WireFlaw... flaws)
            throws Exception {
        boolean implicit = policy.tls() == TlsMode.IMPLICIT;
        try (FakeServer server = new FakeServer(implicit, brains, flaws)) {
            Endpoint endpoint = new Endpoint(
                    "127.0.0.1", server.address(), server.port(), policy.protocol(), implicit, TrustedProxies.NONE);
            FailedLoginBudget loginBudget = FailedLoginBudget.against(server.address());
            return new Prober(endpoint, user, loginBudget, timeout, ProveProgress.NONE).prove(rows);
        }
    }

    private static List<String> notProved(PortProof proof) {
        return proof.results().stream()
                .filter(result -> result.row().provable() && result.verdict() != Verdict.PROVED)
                .map(result -> name(result) + " -> " + result.seen() + result.transcript())
                .toList();
    }

    private static List<String> broken(PortProof proof) {
        return proof.results().stream()
                .filter(result -> result.verdict() == Verdict.BROKEN)
                .map(ProberTest::name)
                .toList();
    }

    private static String name(RowResult result) {
        return result.row().state() + ": " + result.row().says();
    }

    private static FakeServer.Brain counting(FakeServer.Brain brain, AtomicInteger count, String... prefixes) {
        return new FakeServer.Brain() {
            @Override
            public String greeting() {
                return brain.greeting();
            }

            @Override
            public FakeServer.Answer answer(String line) {
                FakeServer.Answer answer = brain.answer(line);
                if (Stream.of(prefixes).anyMatch(answer.text()::startsWith)) {
                    count.incrementAndGet();
                }
                return answer;
            }

            @Override
            public void tlsBegan(boolean certificateShown) {
                brain.tlsBegan(certificateShown);
            }
        };
    }
}
