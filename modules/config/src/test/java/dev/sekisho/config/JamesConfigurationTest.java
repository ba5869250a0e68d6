// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.james.HandlerDeclaration;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.Severity;
import dev.sekisho.config.tls.IdentityConfiguration;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the shape of those of James 3.8.1, without a {@code <policy>}. */
class JamesConfigurationTest {
    private static final Path STOCK = Path.of("src", "test", "resources", "stock");

    @TempDir
    Path folder;

    @Test
    void theUsualPortsGetTheirPolicies() {
        assertThat(threePorts().enabledListeners())
                .extracting(
                        listener -> listener.name() + " " + listener.policy().name())
                .containsExactly(
                        "smtp-global mx", "smtp-implicit submissions", "smtp-users submission", "imap-implicit imaps");
    }

    @Test
    void theirPoliciesAreTheBuiltInOnesButForTheIdleTime() {
        assertThat(threePorts().enabledListeners().stream()
                        .map(ListenerConfiguration::policy)
                        .filter(policy -> policy.limits().connections().idle().equals(Duration.ofMinutes(6))))
                .hasSize(3)
                .allSatisfy(policy -> assertThat(BuiltInPolicies.all())
                        .anyMatch(builtIn ->
                                withIdle(builtIn, Duration.ofMinutes(6)).equals(policy)));
    }

    @Test
    void whatTheyAskForAndDoNotGetIsReported() {
        List<String> warnings = ConfigurationLoader.load(
                        STOCK.resolve("three-ports"), ConfigurationOverrides.NONE, TestHostEnvironment.PLAIN)
                .warnings()
                .stream()
                .filter(problem -> problem.severity() == Severity.WARNING)
                .map(Problem::toString)
                .toList();

        assertThat(warnings)
                .contains(
                        "imapserver.xml:5: listener imap: IMAP on port 143 begins in cleartext and is not available; this listener is ignored;"
                                + " IMAP is available on 993 with implicit TLS",
                        "smtpserver.xml:22: listener smtp-global: <authorizedAddresses>127.0.0.0/8</authorizedAddresses> has no effect:"
                                + " no client may relay by its address; if necessary, list a <relay-network> in <policy name=\"mx\">",
                        "smtpserver.xml:52: listener smtp-implicit: <verifyIdentity>false</verifyIdentity> has no effect: senders must be"
                                + " the user's own; write <sender>any</sender> in the policy for any sender")
                .noneMatch(warning -> warning.contains("not-a-secret"));
    }

    @Test
    void everyOtherElementOfJamesLoadsToo() {
        LoadResult loaded = ConfigurationLoader.load(
                STOCK.resolve("everything"), ConfigurationOverrides.NONE, TestHostEnvironment.PLAIN);

        assertThat(loaded).isInstanceOf(LoadResult.Valid.class);
        assertThat(loaded.warnings().toString()).doesNotContain("not-a-secret");
        assertThat(((LoadResult.Valid) loaded).configuration().toString()).doesNotContain("not-a-secret");
    }

    @Test
    void limitsAreHonoured() {
        ListenerConfiguration listener = everything().listeners().get(0);

        assertThat(listener.policy().limits().connections().open()).isEqualTo(100);
        assertThat(listener.policy().limits().connections().openPerAddress()).isEqualTo(5);
        assertThat(listener.policy().limits().connections().idle()).isEqualTo(Duration.ofMinutes(2));
        assertThat(listener.policy().limits().messages().octets()).isEqualTo(10_240 * 1024);
        assertThat(listener.socket().backlog()).isEqualTo(50);
        assertThat(listener.banner().hostName()).isEqualTo("smtp.example.org");
    }

    @Test
    void imapIsHandedItsOwnElementsAlone() {
        ListenerConfiguration imap = everything().listeners().get(1);

        assertThat(imap.policy().limits().connections().idle()).isEqualTo(Duration.ofHours(1));
        assertThat(imap.james().imapXml())
                .isEqualTo("<imapserver><compress>true</compress><maxLineLength>65536</maxLineLength>"
                        + "<inMemorySizeLimit>10M</inMemorySizeLimit><literalSizeLimit>100M</literalSizeLimit>"
                        + "<ignoreIDLEUponProcessing>true</ignoreIDLEUponProcessing><disabledCaps>ACL | MOVE</disabledCaps>"
                        + "<maxQueueSize>4096</maxQueueSize><concurrentRequests>128</concurrentRequests>"
                        + "<provisionDefaultMailboxes>true</provisionDefaultMailboxes>"
                        + "<customProperties>a=b</customProperties></imapserver>");
    }

    @Test
    void handlersAreHandedTheirSettings() {
        assertThat(everything().listeners().get(0).james().handlers())
                .containsExactly(new HandlerDeclaration(
                        "com.example.Hook",
                        "<handler class=\"com.example.Hook\"><limit>5</limit>"
                                + "<words separator=\"&lt;\">spam &amp; eggs</words></handler>",
                        44));
    }

    @Test
    void keysOfListenersJoinTheIdentities() {
        assertThat(everything().tls().identities()).singleElement().satisfies(identity -> {
            assertThat(identity.certificate()).hasFileName("certificates.pem");
            assertThat(identity.key()).hasValueSatisfying(key -> assertThat(key).hasFileName("private.key"));
        });
    }

    @Test
    void keysThatSeveralListenersNameAreOneIdentity() {
        String listener =
                "<smtpserver><bind>127.0.0.1:%d</bind><tls startTLS=\"true\"><keystore>conf/keystore</keystore></tls>"
                        + "</smtpserver>";

        SekishoConfiguration configuration = new TestConfiguration(folder)
                .file("keystore", "(a key store)")
                .file(
                        "smtpserver.xml",
                        "<smtpservers>" + listener.formatted(25) + listener.formatted(587) + "</smtpservers>")
                .valid();

        assertThat(configuration.tls().identities())
                .extracting(IdentityConfiguration::name)
                .containsExactly("keystore");
    }

    @Test
    void variablesOfTheEnvironmentAreFilledIn() {
        new TestConfiguration(folder)
                .smtp("<bind>127.0.0.1:587</bind><smtpGreeting>${env:GREETING}</smtpGreeting>"
                        + "<maxmessagesize>${env:NOT_SET:-100}</maxmessagesize>");

        LoadResult loaded = ConfigurationLoader.load(
                folder, ConfigurationOverrides.NONE, new TestHostEnvironment(Map.of("GREETING", "Welcome & behave")));

        ListenerConfiguration listener =
                ((LoadResult.Valid) loaded).configuration().listeners().get(0);
        assertThat(listener.banner().text()).contains("Welcome & behave");
        assertThat(listener.policy().limits().messages().octets()).isEqualTo(102_400);
    }

    private static SekishoConfiguration threePorts() {
        return stock("three-ports");
    }

    private static SekishoConfiguration everything() {
        return stock("everything");
    }

    private static SekishoConfiguration stock(String name) {
        return ((LoadResult.Valid) ConfigurationLoader.load(
                        STOCK.resolve(name), ConfigurationOverrides.NONE, TestHostEnvironment.PLAIN))
                .configuration();
    }

    private static PortPolicy withIdle(PortPolicy policy, Duration idle) {
        return policy.with(
                policy.rules(),
                policy.limits().with(policy.limits().connections().withIdle(idle)));
    }
}
