// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.spool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sekisho.cli.CommandLineFixture;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.store.Store;
import dev.sekisho.store.spool.SqlMailQueue;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import dev.sekisho.store.sql.DatabaseSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Attribute;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

class SpoolCommandTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private CommandLineFixture commands;

    @FunctionalInterface
    private interface Scene {
        void play(SqlMailQueue queue) throws Exception;
    }

    @BeforeEach
    void home() throws Exception {
        commands = new CommandLineFixture(folder);
        commands.run("spool", "list");
    }

    private void meanwhile(Scene scene) throws Exception {
        try (Store store = store();
                SqlMailQueueFactory queues = new SqlMailQueueFactory(
                        store.database(), new RawMailQueueItemDecoratorFactory(), Clock.systemUTC())) {
            scene.play(queues.createQueue(MailQueueName.of("spool")));
        }
    }

    private Store store() {
        return Store.open(DatabaseSettings.Sqlite.at(folder.resolve("var").resolve("sekisho.db")));
    }

    private static MailImpl mail(String name) throws Exception {
        return MailImpl.builder()
                .name(name)
                .sender("us@us.example")
                .addRecipients("a@far.example", "b@far.example")
                .addAttribute(Attribute.convertToAttribute("mail-processing-error-count", 2))
                .errorMessage("\u001b[2Jno such table\n\tat a.trace")
                .build();
    }

    private void waits(String name) throws Exception {
        meanwhile(queue -> queue.enQueue(mail(name), HOUR));
    }

    private static MailQueueItem take(SqlMailQueue queue) {
        return Objects.requireNonNull(Flux.from(queue.deQueue()).blockFirst(Duration.ofSeconds(30)));
    }

    private JsonNode listed() throws Exception {
        assertThat(commands.run("spool", "list", "--json")).isZero();
        return JsonOutput.parse(commands.out());
    }

    @Test
    void anEmptySpoolIsSaidToBeSo() throws Exception {
        assertThat(commands.run("spool", "list")).isZero();
        assertThat(commands.out().strip()).isEqualTo("the spool is empty");
        assertThat(listed()).isEmpty();
    }

    @Test
    void tellsWhatWaitsAndWhatFailedOnOneLineWithoutControlCharacters() throws Exception {
        waits("mail-1");
        assertThat(commands.run("spool", "list")).isZero();
        assertThat(commands.out())
                .contains(
                        "mail-1",
                        "<us@us.example>",
                        "<a@far.example> and 1 more",
                        "waiting until ",
                        "?[2Jno such table")
                .doesNotContain("\u001b", "a.trace");
        JsonNode mail = listed().get(0);
        assertThat(mail.get("state").asText()).isEqualTo("waiting");
        assertThat(mail.get("failures").asLong()).isEqualTo(2);
        assertThat(mail.get("recipients")).hasSize(2);
    }

    @Test
    void showsAllThatIsKnownOfOne() throws Exception {
        waits("mail-1");
        assertThat(commands.run("spool", "show", "1")).isZero();
        assertThat(commands.out())
                .contains(
                        "<b@far.example>", "failed    2 times", "a.trace", "attribute mail-processing-error-count: 2");
        assertThat(commands.run("spool", "show", "1", "--json")).isZero();
        assertThat(JsonOutput.parse(commands.out())
                        .at("/attributes/mail-processing-error-count")
                        .asText())
                .isEqualTo("2");
    }

    @Test
    void aMailInAStateThatThereIsNotDoesNotHideTheOthers() throws Exception {
        waits("mail-1");
        waits("mail-2");
        try (Store store = store()) {
            store.database().write(sql -> sql.update("UPDATE queue_mails SET status = 7 WHERE id = 1"));
        }
        assertThat(commands.run("spool", "list")).isZero();
        assertThat(commands.out()).contains("mail-1", "unknown (status 7): no server takes it", "mail-2", "waiting");
        assertThat(listed().get(0).get("state").asText()).isEqualTo("unknown");
        assertThat(listed().get(0).get("found").asText()).isEqualTo("status 7");
        assertThat(commands.run("spool", "retry", "1")).isZero();
        assertThat(listed().get(0).get("state").asText()).isEqualTo("ready");
    }

    @Test
    void whatIsNotThereIsAFault() {
        assertThat(commands.run("spool", "show", "7")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.err()).contains("there is no mail 7 in a queue");
        assertThat(commands.run("spool", "retry", "7")).isEqualTo(ExitCodes.FAILED);
        assertThat(commands.run("spool", "remove", "7", "--yes")).isEqualTo(ExitCodes.FAILED);
    }

    /** As a server does that runs in another process. */
    @Test
    void aServerThatRunsTakesWhatIsRetried() throws Exception {
        waits("mail-1");
        meanwhile(queue -> {
            assertThat(commands.run("spool", "retry", "1")).isZero();
            assertThat(take(queue).getMail().getName()).isEqualTo("mail-1");
        });
    }

    @Test
    void asksBeforeItRemoves() throws Exception {
        waits("mail-1");
        assertThat(commands.run("spool", "remove", "1")).isEqualTo(ExitCodes.USAGE);
        assertThat(commands.type("n").run("spool", "remove", "1")).isEqualTo(ExitCodes.FAILED);
        assertThat(listed()).hasSize(1);
        assertThat(commands.type("y").run("spool", "remove", "1")).isZero();
        assertThat(listed()).isEmpty();
    }

    @Test
    void whatIsTakenIsRemovedOnlyIfThatIsAskedForAndSaid() throws Exception {
        meanwhile(queue -> {
            queue.enQueue(mail("mail-1"));
            MailQueueItem item = take(queue);
            assertThat(listed().get(0).get("state").asText()).isEqualTo("taken");
            assertThat(commands.run("spool", "retry", "1")).isEqualTo(ExitCodes.FAILED);
            assertThat(commands.run("spool", "remove", "1", "--yes")).isEqualTo(ExitCodes.FAILED);
            assertThat(commands.err()).contains("is taken by node", "--even-taken");
            assertThat(listed()).hasSize(1);
            assertThat(commands.run("spool", "remove", "1", "--yes", "--even-taken"))
                    .isZero();
            assertThat(commands.out()).contains("is taken by node", "will be discarded");
            item.done(MailQueueItem.CompletionStatus.SUCCESS);
        });
        assertThat(listed()).isEmpty();
    }

    @Test
    void aLongSpoolIsListedToItsEnd() throws Exception {
        int mails = 450;
        meanwhile(queue -> {
            for (int number = 1; number <= mails; number++) {
                queue.enQueue(mail("mail-" + number), HOUR);
            }
        });
        assertThat(commands.run("spool", "list")).isZero();
        assertThat(commands.out().lines().filter(line -> line.contains("<a@far.example>")))
                .hasSize(mails);
        assertThat(listed()).hasSize(mails);
    }
}
