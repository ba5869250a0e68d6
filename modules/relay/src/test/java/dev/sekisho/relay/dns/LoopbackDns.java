// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

/** A DNS server on a loopback port, which answers as a test says, or not at all. */
final class LoopbackDns implements AutoCloseable {
    /** Every question that came, as {@code name type}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final DatagramSocket socket =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Function<Record, Optional<Answer>> answers;

    /**
     * An answer.
     *
     * @param code the response code
     * @param records the answer section
     * @param authority the authority section
     */
    record Answer(int code, List<Record> records, List<Record> authority) {}

    /** @param answers what is answered to a question; empty for silence */
    LoopbackDns(Function<Record, Optional<Answer>> answers) throws IOException {
        this.answers = answers;
        Thread thread = new Thread(this::serve, "loopback-dns");
        thread.setDaemon(true);
        thread.start();
    }

    /** Asks this server. */
    Resolver resolver() throws IOException {
        SimpleResolver resolver =
                new SimpleResolver(new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort()));
        resolver.setTimeout(Duration.ofSeconds(2));
        return resolver;
    }

    private void serve() {
        byte[] octets = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(octets, octets.length);
                socket.receive(packet);
                answer(packet);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(DatagramPacket packet) throws IOException {
        Message question = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        asked.add(
                question.getQuestion().getName() + " " + question.getQuestion().getType());
        Optional<Answer> answer = answers.apply(question.getQuestion());
        if (answer.isEmpty()) {
            return;
        }
        Message reply = new Message(question.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setRcode(answer.get().code());
        reply.addRecord(question.getQuestion(), Section.QUESTION);
        answer.get().records().forEach(record -> reply.addRecord(record, Section.ANSWER));
        answer.get().authority().forEach(record -> reply.addRecord(record, Section.AUTHORITY));
        byte[] wire = reply.toWire();
        socket.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
