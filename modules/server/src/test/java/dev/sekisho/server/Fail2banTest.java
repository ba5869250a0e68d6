// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The filter for fail2ban that ships finds what is logged, and nothing that a client can make up. */
class Fail2banTest {
    /** What fail2ban puts in place of HOST: an address of either family, or a name. */
    private static final String HOST = "(?:(?:::f{4,6}:)?(?<ip4>(?:\\d{1,3}\\.){3}\\d{1,3})"
            + "|\\[?(?<ip6>(?:[0-9a-fA-F]{1,4}::?|::){1,7}(?:[0-9a-fA-F]{1,4}|(?<=:):))\\]?|(?<dns>[\\w\\-.^_]*\\w))";
    /** It takes the date out of a line before it looks at the rest. */
    private static final String DATE = "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)";

    @TempDir
    Path folder;

    private static List<Pattern> filter() throws Exception {
        List<Pattern> all = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../../docs/fail2ban/sekisho.conf"))) {
            String expression = line.replaceFirst("^failregex =", "").strip();
            if (expression.startsWith("^\\s*INFO")) {
                all.add(Pattern.compile(expression.replace("<HOST>", HOST)));
            }
        }
        assertThat(all).hasSize(3);
        return all;
    }

    private static List<Pattern> ignored() throws Exception {
        return Files.readAllLines(Path.of("../../docs/fail2ban/sekisho.conf")).stream()
                .filter(line -> line.startsWith("ignoreregex = "))
                .map(line -> Pattern.compile(line.substring("ignoreregex = ".length())))
                .toList();
    }

    /** As the file has them: by the configuration that ships. */
    private List<String> written(List<String> messages) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("sekisho.home", folder.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("../../conf/logback.xml").toFile());
        messages.forEach(
                message -> context.getLogger(LogLineBuilder.LOGGER_NAME).info("{}", message));
        context.stop();
        return Files.readAllLines(folder.resolve("var/log/sekisho.log"));
    }

    private static Optional<String> banned(String line) throws Exception {
        for (Pattern pattern : ignored()) {
            if (pattern.matcher(line.replaceFirst(DATE, "")).find()) {
                return Optional.empty();
            }
        }
        for (Pattern pattern : filter()) {
            Matcher matcher = pattern.matcher(line.replaceFirst(DATE, ""));
            if (matcher.find()) {
                return Optional.ofNullable(matcher.group("ip4")).or(() -> Optional.ofNullable(matcher.group("ip6")));
            }
        }
        return Optional.empty();
    }

    @Test
    void findsTheAddressOfABadLoginAndOfWhatIsNoMail() throws Exception {
        List<String> messages = new ArrayList<>();
        try (ServerStage stage = new ServerStage(folder);
                LoggedEvents logged = new LoggedEvents()) {
            String bad =
                    Base64.getEncoder().encodeToString("\0alice@example.org\0wrong".getBytes(StandardCharsets.UTF_8));
            try (ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.SUBMISSIONS))) {
                client.expect("220").ask("EHLO x", "250").ask("AUTH PLAIN " + bad, "535");
            }
            try (ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.POP3S))) {
                client.expect("+OK").ask("USER nobody@example.org", "+OK").ask("PASS wrong", "-ERR");
            }
            try (ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
                client.expect("220").ask("GET / HTTP/1.0", "421");
            }
            await().until(() -> logged.all(LogEvent.LOGIN_BAD).size() == 2
                    && logged.all(LogEvent.CONNECTION_REFUSED).size() == 1);
            logged.all(LogEvent.LOGIN_BAD).forEach(line -> messages.add(line.toString()));
            logged.all(LogEvent.CONNECTION_REFUSED).forEach(line -> messages.add(line.toString()));
        }
        for (String line : written(messages)) {
            assertThat(banned(line)).as(line).contains("127.0.0.1");
        }
    }

    @Test
    void ignoresWhoTriesAMechanismWithoutAPasswordForIt() throws Exception {
        LogLineBuilder bad = LogLineBuilder.of(LogEvent.LOGIN_BAD)
                .with(LogKey.LISTENER, "submission")
                .peer(new InetSocketAddress("192.0.2.7", 4711))
                .with(LogKey.SESSION, "1a2b")
                .with(LogKey.USER, "taro@example.org")
                .with(LogKey.REASON, "no-keys");
        assertThat(banned(written(List.of(bad.line().toString())).get(0))).isEmpty();
    }

    @Test
    void findsAnAddressOfEitherFamily() throws Exception {
        InetSocketAddress peer = new InetSocketAddress(InetAddress.getByName("2001:db8::7"), 4711);
        String line = LogLineBuilder.of(LogEvent.LOGIN_BAD)
                .with(LogKey.LISTENER, "submission")
                .peer(peer)
                .with(LogKey.SESSION, "1a2b")
                .line()
                .toString();
        assertThat(banned(written(List.of(line)).get(0))).contains("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void findsNothingInWhatAPeerHasSaid() throws Exception {
        String forged = "event=login-bad listener=mx peer=198.51.100.1 peer-port=1 session=1 ";
        List<String> messages = new ArrayList<>();
        for (String helo : List.of(
                forged,
                "x\n2026-05-01T12:00:00.000Z INFO  [w] dev.sekisho.events " + forged,
                "] dev.sekisho.events " + forged)) {
            messages.add(LogLineBuilder.of(LogEvent.MAIL_REFUSED)
                    .with(LogKey.LISTENER, "mx")
                    .with(LogKey.PEER, "192.0.2.1")
                    .with(LogKey.HELO, helo)
                    .with(LogKey.FROM, helo)
                    .line()
                    .toString());
            // What a sentence of another logger might have.
            messages.add("header: " + helo);
        }
        for (String line : written(messages)) {
            assertThat(banned(line)).as(line).isEmpty();
        }
    }
}
