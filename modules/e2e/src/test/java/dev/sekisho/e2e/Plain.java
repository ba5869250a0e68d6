// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection without a protocol: what telnet is to an administrator. */
final class Plain {
    private static final int PATIENCE_MILLIS = 15_000;

    private Plain() {}

    /** Says lines one after the other, then goodbye, and returns all that was heard until the connection ended. */
    static String ask(int port, String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String greeting = heard(socket, true);
            for (String line : lines) {
                say(socket, (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            say(socket, "QUIT\r\n".getBytes(StandardCharsets.ISO_8859_1));
            return greeting + heard(socket, false);
        }
    }

    /** Sends octets at once and returns all that was heard until the connection ended. */
    static String send(int port, byte[] octets) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            say(socket, octets);
            return heard(socket, false);
        }
    }

    private static void say(Socket socket, byte[] octets) throws IOException {
        try {
            socket.getOutputStream().write(octets);
        } catch (SocketException closedByTheServer) {
            return;
        }
    }

    private static String heard(Socket socket, boolean oneLine) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        socket.setSoTimeout(oneLine ? 1_000 : PATIENCE_MILLIS);
        try {
            InputStream input = socket.getInputStream();
            for (int octet = input.read(); octet >= 0; octet = input.read()) {
                heard.write(octet);
                if (oneLine && octet == '\n') {
                    break;
                }
            }
        } catch (SocketTimeoutException saysNoMore) {
            heard.writeBytes(oneLine ? new byte[0] : "(still open)".getBytes(StandardCharsets.US_ASCII));
        } catch (SocketException reset) {
            heard.writeBytes(new byte[0]);
        }
        return heard.toString(StandardCharsets.ISO_8859_1);
    }
}
