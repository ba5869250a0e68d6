// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.ScenarioStep.ProxyHeaderForm;
import dev.sekisho.policy.proxy.TrustedProxies;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** PROXY headers, as the protocol's description has them in its sections 2.1 and 2.2, and those that are to be refused. */
final class ProbeProxyHeader {
    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final int VERSION_2_PROXY = 0x21;
    private static final int TCP_OVER_IPV4 = 0x11;
    private static final int TCP_OVER_IPV6 = 0x21;
    private static final int IPV4_OCTETS = 4;
    private static final int TYPE_TLS = 0x20;
    private static final int TYPE_TLS_VERSION = 0x21;
    private static final int CLIENT_HAS_TLS = 0x01;

    private ProbeProxyHeader() {}

    /** A header of version 2 of a client, under TLS where the proxies end it. @param from the client; the socket's own address if empty */
    static byte[] good(Socket socket, Optional<InetAddress> from, TrustedProxies proxies) {
        return version2(from.orElse(socket.getLocalAddress()), socket, proxies.endTls());
    }

    /** A header that is refused. */
    static byte[] bad(Socket socket, ProxyHeaderForm form) {
        return switch (form) {
            case MISSING -> new byte[0];
            case CUT -> "PROXY TCP4 127.0.0.1\r\n".getBytes(StandardCharsets.US_ASCII);
            case WITHOUT_ADDRESS -> "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII);
            case WITHOUT_TLS -> version2(socket.getLocalAddress(), socket, false);
        };
    }

    private static byte[] version2(InetAddress client, Socket socket, boolean tls) {
        byte[] source = client.getAddress();
        byte[] target = socket.getInetAddress().getAddress();
        boolean same = source.length == target.length;
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.writeBytes(source);
        rest.writeBytes(same ? target : source);
        rest.writeBytes(port(socket.getLocalPort()));
        rest.writeBytes(port(socket.getPort()));
        if (tls) {
            rest.writeBytes(tls());
        }
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(SIGNATURE);
        header.write(VERSION_2_PROXY);
        header.write(source.length == IPV4_OCTETS ? TCP_OVER_IPV4 : TCP_OVER_IPV6);
        header.writeBytes(port(rest.size()));
        header.writeBytes(rest.toByteArray());
        return header.toByteArray();
    }

    /** Section 2.2.6: the client came by TLS, and its certificate was not asked for. */
    private static byte[] tls() {
        byte[] version = "TLSv1.3".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(CLIENT_HAS_TLS);
        value.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0).array());
        value.write(TYPE_TLS_VERSION);
        value.writeBytes(port(version.length));
        value.writeBytes(version);
        ByteArrayOutputStream tlv = new ByteArrayOutputStream();
        tlv.write(TYPE_TLS);
        tlv.writeBytes(port(value.size()));
        tlv.writeBytes(value.toByteArray());
        return tlv.toByteArray();
    }

    private static byte[] port(int number) {
        return ByteBuffer.allocate(Short.BYTES).putShort((short) number).array();
    }
}
