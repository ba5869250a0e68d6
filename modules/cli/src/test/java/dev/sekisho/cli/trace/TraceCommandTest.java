// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyUpload;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLine;
import dev.sekisho.store.log.LogLineBuilder;
import dev.sekisho.store.outgoing.NewOutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.sql.DatabaseSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCommandTest {
    private static final String ONE = "Mail1796027070979-40afcbaf-52a2-4f29-bd79-a355689d225f";
    private static final String TWO = "Mail1796027070980-ecea9e34-ad5c-4949-91d5-58194ae6ba81";
    private static final String NOTICE = "Mail1796027070990-11111111-2222-3333-4444-555555555555";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneId.systemDefault());

    @TempDir
    Path home;

    private CommandLineFixture commands;
    private final Instant now = Instant.now();

    @BeforeEach
    void open() throws Exception {
        commands = new CommandLineFixture(home);
        Files.createDirectories(home.resolve("var/log"));
    }

    @Test
    void anAddressIsLookedForInTheSpellingOfTheLog() throws Exception {
        current(written(
                Duration.ofMinutes(1),
                LogLineBuilder.of(LogEvent.DELIVERED)
                        .with(LogKey.ID, ONE)
                        .with(LogKey.USER, "taro@xn--bcher-kva.example")
                        .with(LogKey.TO, "taro@xn--bcher-kva.example")));
        assertThat(commands.run("trace", "\"taro\"@b\u00fccher.example")).isZero();
        assertThat(commands.out()).contains(ONE);
        assertThat(commands.run("trace", "@B\u00dcCHER.example.")).isZero();
        assertThat(commands.out()).contains(ONE);
    }

    @Test
    void aMessageIsFoundByWhomItsRecipientStandsFor() throws Exception {
        current(
                written(Duration.ofMinutes(1), accepted(ONE)),
                written(
                        Duration.ofMinutes(1),
                        LogLineBuilder.of(LogEvent.REWRITTEN)
                                .with(LogKey.ID, ONE)
                                .with(LogKey.TO, "alias@example.org")
                                .with(LogKey.INTO, List.of("hanako@example.org", "jiro@far.example"))));
        assertThat(commands.run("trace", "jiro@far.example")).isZero();
        assertThat(commands.out()).contains(ONE).contains("alias@example.org");
    }

    private String written(Duration ago, LogLineBuilder line) {
        return TIME.format(now.minus(ago)) + " INFO  [worker-1] dev.sekisho.events " + line.line() + "\n";
    }

    private static LogLineBuilder accepted(String id) {
        return LogLineBuilder.of(LogEvent.ACCEPTED)
                .with(LogKey.ID, id)
                .from(Optional.of("a@far.example"))
                .to(List.of("alias@example.org", "c@away.example"))
                .with(LogKey.MESSAGE_ID, "<1=x@far.example>");
    }

    private static LogLineBuilder delivered(String id) {
        return LogLineBuilder.of(LogEvent.DELIVERED)
                .with(LogKey.ID, id)
                .with(LogKey.USER, "taro@example.org")
                .with(LogKey.TO, "taro@example.org");
    }

    private void current(String... lines) throws IOException {
        Files.writeString(home.resolve("var/log/sekisho.log"), String.join("", lines), StandardCharsets.UTF_8);
    }

    private void rotated(int daysAgo, int number, String... lines) throws IOException {
        Path file = home.resolve("var/log/sekisho-" + LocalDate.now().minusDays(daysAgo) + "." + number + ".log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("", lines).getBytes(StandardCharsets.UTF_8));
        }
    }

    private JsonNode json(String... arguments) throws Exception {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "trace".equals(arguments[0]) ? "--json" : "";
        all[arguments.length + 1] = "--since=30d";
        assertThat(commands.run(all)).as(commands.err()).isZero();
        return JsonOutput.parse(commands.out());
    }

    @Test
    void putsTheStoryTogetherAcrossFilesPartsAndNames() throws Exception {
        rotated(3, 10, written(Duration.ofDays(3).minusHours(1), delivered(ONE + "-!1234567")));
        rotated(3, 9, written(Duration.ofDays(3), accepted(ONE)), "not a line of an event\n");
        current(
                written(
                        Duration.ofHours(1),
                        LogLineBuilder.of(LogEvent.NOTICE)
                                .with(LogKey.ID, NOTICE)
                                .with(LogKey.ABOUT, ONE)),
                written(Duration.ofHours(1), accepted(TWO).with(LogKey.MESSAGE_ID, "<2@far.example>")));
        for (String wanted :
                List.of(ONE, ONE + "-!7654321", "<1=x@far.example>", "1=x@far.example", "TARO@example.org", NOTICE)) {
            JsonNode messages = json("trace", wanted).path("messages");
            JsonNode history = messages.get(0);
            assertThat(history.path("id").asText()).as(wanted).isEqualTo(ONE);
            assertThat(history.path("lines").findValuesAsText("event"))
                    .containsExactly("accepted", "delivered", "notice");
        }
        assertThat(json("trace", "alias@EXAMPLE.org").path("messages")).hasSize(2);
        assertThat(json("trace", "@away.example").path("messages")).hasSize(2);
        assertThat(commands.run("trace", ONE, "--since=2h")).isZero();
        assertThat(commands.out()).contains("notice", "id=" + NOTICE).doesNotContain("delivered");
    }

    @Test
    void theLineOfTheAcceptanceIsFirstWhateverItsTime() throws Exception {
        current(written(Duration.ofMillis(20), delivered(ONE)), written(Duration.ofMillis(10), accepted(ONE)));
        assertThat(json("trace", ONE).path("messages").get(0).path("lines").findValuesAsText("event"))
                .containsExactly("accepted", "delivered");
    }

    @Test
    void whatWasNotTakenIsToldToo() throws Exception {
        current(written(
                Duration.ofHours(1),
                LogLineBuilder.of(LogEvent.RCPT_REFUSED)
                        .from(Optional.of("a@far.example"))
                        .with(LogKey.TO, "nobody@example.org")
                        .with(LogKey.CODE, 550)));
        assertThat(commands.run("trace", "nobody@example.org")).isZero();
        assertThat(commands.out()).contains("not taken", "rcpt-refused", "code=550");
    }

    @Test
    void nothingIsToldPlainlyAndWhereItWasLookedFor() throws Exception {
        current(written(Duration.ofHours(1), accepted(ONE)));
        assertThat(commands.run("trace", "other@example.org")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.out())
                .contains("nothing was found for other@example.org", "the store", "1 file", "the log begins at");
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndTheOthersAreRead() throws Exception {
        Path broken = home.resolve("var/log/sekisho-" + LocalDate.now().minusDays(1) + ".0.log.gz");
        Files.writeString(broken, "no gzip");
        current(written(Duration.ofHours(1), accepted(ONE)));
        assertThat(commands.run("trace", ONE)).isZero();
        assertThat(commands.out()).contains("accepted", "not read completely: " + broken);
        assertThat(commands.run("trace", "other@example.org")).isEqualTo(ExitCodes.UNKNOWN);
    }

    @Test
    void whatAPeerSaidIsNoLineAndMovesNoCursor() throws Exception {
        LogLine forged = delivered(ONE).line();
        current(
                TIME.format(now) + " WARN  [worker-1] d.s.server.Other listener mx: " + forged + "\n",
                TIME.format(now) + " WARN  [worker-1] d.s.server.Other " + forged + "\n",
                "  " + written(Duration.ofHours(1), delivered(ONE)),
                written(
                        Duration.ofHours(1),
                        LogLineBuilder.of(LogEvent.MAIL_REFUSED)
                                .with(LogKey.HELO, "x\u001b[2J\n" + written(Duration.ZERO, delivered(ONE)))
                                .with(LogKey.FROM, "eve@far.example")));
        assertThat(commands.run("trace", ONE)).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.run("trace", "eve@far.example")).isZero();
        assertThat(commands.out()).contains("mail-refused").doesNotContain("\u001b");
        assertThat(commands.out().lines().filter(line -> line.contains("event=")))
                .hasSize(1);
    }

    @Test
    void whatIsInTheStoreIsToldWithoutALogAndWhatACommandDidWithIt() throws Exception {
        try (Store store = Store.open(
                        DatabaseSettings.Sqlite.at(home.resolve("var").resolve("sekisho.db")));
                BodyUpload upload = store.bodies().upload()) {
            upload.write("Subject: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            new OutgoingQueue(store.database())
                    .accept(
                            new NewOutgoingMessage(
                                    ONE,
                                    Optional.of("a@example.org"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    now,
                                    now.plus(Duration.ofDays(5)),
                                    List.of(new NewOutgoingMessage.Recipient(
                                            "b@far.example",
                                            Optional.empty(),
                                            Optional.empty(),
                                            "default",
                                            "far.example"))),
                            upload.finish());
        }
        assertThat(commands.run("trace", "b@far.example")).isZero();
        assertThat(commands.out())
                .contains("message " + ONE, "now: in the outgoing queue as 1 to <b@far.example>: waiting");

        assertThat(commands.run("queue", "hold", "1")).isZero();
        assertThat(commands.run("queue", "remove", "1")).isZero();
        JsonNode history = json("trace", ONE).path("messages").get(0);
        assertThat(history.path("lines").findValuesAsText("action")).containsExactly("hold", "remove");
        assertThat(history.path("lines").get(1).path("queue").asText()).isEqualTo("1");
        assertThat(history.path("lines").get(1).path("by").asText()).isNotEmpty();
        assertThat(history.path("now")).isEmpty();
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        assertThat(commands.run("trace", "x", "--since", "soon")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.err()).contains("'soon' is not a time", "2h");
    }
}
