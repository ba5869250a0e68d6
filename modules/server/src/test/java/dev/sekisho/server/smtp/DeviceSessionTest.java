// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.device.DeviceList;
import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.server.LoggedEvents;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener for devices; the client comes from 127.0.0.1. */
class DeviceSessionTest {
    @TempDir
    Path directory;

    private ServerStage stage;
    private LoggedEvents logged;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
        logged = new LoggedEvents();
    }

    @AfterEach
    void close() throws Exception {
        logged.close();
        stage.close();
    }

    @Test
    void aDeviceSendsInCleartextToUsersAndListedRecipients() throws Exception {
        try (ScriptedClient client = client(127)) {
            client.ask("EHLO copier", "250")
                    .ask("AUTH LOGIN", "503 5.5.1")
                    .ask("MAIL FROM:<boss@example.org>", "553 5.7.1")
                    .ask("MAIL FROM:<>", "553 5.7.1")
                    .ask("MAIL FROM:<copier@example.org> SIZE=1001", "552 5.3.4")
                    .ask("MAIL FROM:<copier@example.org>", "250")
                    .ask("RCPT TO:<friend@elsewhere.example>", "550 5.7.1")
                    .ask("RCPT TO:<listed@elsewhere.example>", "250")
                    .ask("RCPT TO:<bob@example.org>", "250")
                    .ask("DATA", "354")
                    .raw("Subject: a page\r\n\r\nx\r\n.\r\n")
                    .expect("250 2.0.0");
        }
        assertThat(stage.queue.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.content()).contains("(listener device, device copier)"));
        LogLine accepted = logged.first(LogEvent.ACCEPTED);
        assertThat(LoggedEvents.of(accepted, LogKey.DEVICE)).isEqualTo("copier");
        assertThat(LoggedEvents.of(accepted, LogKey.USER)).isEqualTo("-");
    }

    @Test
    void aMessageOfMoreThanTheDeviceMaySendIsRefused() throws Exception {
        try (ScriptedClient client = client(127)) {
            client.ask("EHLO copier", "250")
                    .ask("MAIL FROM:<copier@example.org>", "250")
                    .ask("RCPT TO:<bob@example.org>", "250")
                    .ask("DATA", "354")
                    .raw("Subject: a page\r\n\r\n" + "x".repeat(900) + "\r\n" + "x".repeat(900) + "\r\n.\r\n")
                    .expect("552 5.3.4");
        }
        assertThat(stage.queue.mails()).isEmpty();
    }

    @Test
    void beyondItsRateADeviceIsToldToTryAgainLater() throws Exception {
        try (ScriptedClient client = client(127)) {
            client.ask("EHLO copier", "250")
                    .ask("MAIL FROM:<copier@example.org>", "250")
                    .ask("RSET", "250")
                    .ask("MAIL FROM:<boss@example.org>", "553 5.7.1")
                    .ask("MAIL FROM:<copier@example.org>", "250")
                    .ask("RSET", "250")
                    .ask("MAIL FROM:<copier@example.org>", "451 4.7.1");
        }
    }

    @Test
    void anyOtherAddressIsServedNothingAndTheLogSaysWhy() throws Exception {
        try (ScriptedClient client = client(10)) {
            client.ask("EHLO copier", "554 5.7.1")
                    .ask("STARTTLS", "554 5.7.1")
                    .ask("MAIL FROM:<copier@example.org>", "554 5.7.1")
                    .ask("NOOP", "554 5.7.1")
                    .ask("QUIT", "221");
        }
        LogLine refused = logged.first(LogEvent.CONNECTION_REFUSED);
        assertThat(LoggedEvents.of(refused, LogKey.REASON)).isEqualTo("device-not-listed");
        assertThat(LoggedEvents.of(refused, LogKey.PEER)).isEqualTo("127.0.0.1");
    }

    /** Of a listener with a device in a network that begins with this octet. */
    private ScriptedClient client(int firstOctet) throws Exception {
        Device copier = new Device(
                "copier",
                List.of(CidrNetwork.of(new byte[] {(byte) firstOctet, 0, 0, 0}, 8, firstOctet + ".0.0.0/8")
                        .orElseThrow()),
                List.of(new SenderPattern("copier@example.org")),
                new MessageRate(2, Duration.ofDays(1)),
                OptionalLong.of(1_000));
        int port = stage.open(BuiltInPolicies.DEVICE.withDevices(new DeviceList(List.of(copier))));
        return ScriptedClient.clear(port).expect("220");
    }
}
