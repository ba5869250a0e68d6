// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server on a loopback port (RFC 1035) with zones that a test makes, each of which gives all its names the same answer. */
public final class DnsOnLoopback implements AutoCloseable {
    private static final int HEADER_OCTETS = 12;
    private static final int RESPONSE_WITH_RECURSION = 0x8180;
    private static final int SERVER_FAILURE = 2;
    private static final int NO_SUCH_NAME = 3;
    private static final int TTL_SECONDS = 60;

    private final DatagramSocket socket =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Map<String, Zone> zones = new ConcurrentHashMap<>();

    private interface Zone {
        /** What is sent, if anything. */
        byte[] reply(Question question) throws IOException;
    }

    /**
     * A question.
     *
     * @param id its number
     * @param name the name, without a dot at the end
     * @param octets the question section
     */
    private record Question(short id, String name, byte[] octets) {}

    /** Knows no zone yet: there is no name. */
    public DnsOnLoopback() throws IOException {
        Thread thread = new Thread(this::serve, "dns-on-loopback");
        thread.setDaemon(true);
        thread.start();
    }

    /** The server's address and port, as the system property {@code dns.server} takes them. */
    public String address() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /** Each name that ends so has an address. */
    public DnsOnLoopback answers(String end, String address) throws IOException {
        byte[] octets = InetAddress.getByName(address).getAddress();
        zones.put(end, question -> reply(question, 0, octets));
        return this;
    }

    /** Questions about names that end so are failures of the server. */
    public DnsOnLoopback fails(String end) {
        zones.put(end, question -> reply(question, SERVER_FAILURE));
        return this;
    }

    /** Questions about names that end so get no answer. */
    public DnsOnLoopback hangs(String end) {
        zones.put(end, question -> new byte[0]);
        return this;
    }

    private void serve() {
        byte[] octets = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(octets, octets.length);
                socket.receive(packet);
                byte[] reply = reply(question(Arrays.copyOf(octets, packet.getLength())));
                if (reply.length > 0) {
                    socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] reply(Question question) throws IOException {
        return zones.entrySet().stream()
                .filter(zone -> question.name().endsWith(zone.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(other -> reply(other, NO_SUCH_NAME))
                .reply(question);
    }

    private static Question question(byte[] message) {
        ByteBuffer octets = ByteBuffer.wrap(message);
        short id = octets.getShort();
        octets.position(HEADER_OCTETS);
        StringJoiner name = new StringJoiner(".");
        for (int length = octets.get(); length > 0; length = octets.get()) {
            byte[] label = new byte[length];
            octets.get(label);
            name.add(new String(label, StandardCharsets.US_ASCII));
        }
        int end = octets.position() + 2 * Short.BYTES;
        return new Question(id, name.toString(), Arrays.copyOfRange(message, HEADER_OCTETS, end));
    }

    /** @param addresses the A records of the answer */
    private static byte[] reply(Question question, int code, byte[]... addresses) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        out.writeShort(question.id());
        out.writeShort(RESPONSE_WITH_RECURSION | code);
        for (int count : new int[] {1, addresses.length, 0, 0}) {
            out.writeShort(count);
        }
        out.write(question.octets());
        for (byte[] address : addresses) {
            // The name of the question, by its offset.
            out.writeShort(0xC000 | HEADER_OCTETS);
            out.writeShort(1);
            out.writeShort(1);
            out.writeInt(TTL_SECONDS);
            out.writeShort(address.length);
            out.write(address);
        }
        return octets.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
