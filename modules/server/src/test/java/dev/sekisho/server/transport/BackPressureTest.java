// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that ask and do not read: the server reads no more of what they ask, and holds a bounded part of its answers. */
class BackPressureTest {
    /** The high water mark of a connection, one answer beyond it, and what Netty counts for each buffer. */
    private static final long BOUND = 512 * 1024;

    /** More than the kernel keeps for the two ends of a connection. */
    private static final int ENDLESS = 64 * 1024 * 1024;

    private static final long STANDSTILL_MILLIS = 2_000;

    @TempDir
    Path directory;

    private ServerStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void readsNoMoreSmtpCommandsOfAPeerThatDoesNotReadReplies() throws Exception {
        int port = stage.open(BuiltInPolicies.MX);
        try (SocketChannel client = SocketChannel.open();
                Selector selector = Selector.open()) {
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            InputStream replies = client.socket().getInputStream();
            while (replies.read() != '\n') {
                assertThat(client.isConnected()).isTrue();
            }
            client.configureBlocking(false);
            SelectionKey key = client.register(selector, SelectionKey.OP_WRITE);
            assertThat(writeUntilStandstill(client, selector)).isLessThan(ENDLESS);

            key.cancel();
            selector.selectNow();
            client.configureBlocking(true);
            // More than was on its way when the server stopped, so it goes on.
            replies.skipNBytes(8 * 1024 * 1024);
            assertThat(stage.heldBack()).isLessThan(BOUND);
        }
    }

    /** Octets of EHLO commands that could be written until the server took nothing for a while. */
    private long writeUntilStandstill(SocketChannel client, Selector selector) throws Exception {
        byte[] commands = "EHLO x\r\n".repeat(1_024).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer left = ByteBuffer.wrap(commands);
        long written = 0;
        while (written < ENDLESS && selector.select(STANDSTILL_MILLIS) > 0) {
            selector.selectedKeys().clear();
            written += client.write(left);
            if (!left.hasRemaining()) {
                left.rewind();
            }
            assertThat(stage.heldBack()).isLessThan(BOUND);
        }
        return written;
    }

    @Test
    void readsNoMoreRetrOfAPeerThatDoesNotReadMessages() throws Exception {
        int asked = 800;
        int small = 60_000;
        int large = 200_000;
        stage.maildrops.messages.add(message(small));
        stage.maildrops.messages.add(message(large));
        try (ScriptedClient client = ScriptedClient.tls(stage.open(BuiltInPolicies.POP3S))) {
            client.expect("+OK").ask("USER alice@example.org", "+OK").ask("PASS secret", "+OK");
            client.raw("RETR 1\r\n".repeat(asked - 1) + "RETR 2\r\n");
            int opened = 0;
            while (stage.maildrops.opened.tryAcquire(STANDSTILL_MILLIS, TimeUnit.MILLISECONDS)) {
                opened++;
                assertThat(stage.heldBack()).isLessThan(BOUND);
            }
            assertThat(opened).isPositive().isLessThan(asked);
            assertThat(stage.heldBack()).isPositive();

            client.pass((asked - 1L) * answer(small) + answer(large)).ask("NOOP", "+OK");
        }
    }

    private static byte[] message(int octets) {
        return ("x".repeat(octets - 2) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static int answer(int octets) {
        return ("+OK " + octets + " octets\r\n").length() + octets + ".\r\n".length();
    }
}
