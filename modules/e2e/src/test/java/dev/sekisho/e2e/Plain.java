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

    /** Waits for the greeting, says lines one after the other, then goodbye, and returns all that was heard until the connection ended. */
    static String ask(int port, String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String greeting = greeting(socket);
            for (String line : lines) {
                say(socket, (line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            say(socket, "QUIT\r\n".getBytes(StandardCharsets.ISO_8859_1));
            return greeting + heard(socket);
        }
    }

    /** Sends octets at once and returns all that was heard until the connection ended. */
    static String send(int port, byte[] octets) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            say(socket, octets);
            return heard(socket);
        }
    }

    private static void say(Socket socket, byte[] octets) throws IOException {
        try {
            socket.getOutputStream().write(octets);
        } catch (SocketException closedByTheServer) {
            return;
        }
    }

    /** The first line; without one the test fails here, since who speaks before the greeting is refused for that alone. */
    private static String greeting(Socket socket) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream input = socket.getInputStream();
        for (int octet = input.read(); octet >= 0; octet = input.read()) {
            line.write(octet);
            if (octet == '\n') {
                break;
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static String heard(Socket socket) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(heard);
            return heard.toString(StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException saysNoMore) {
            return heard.toString(StandardCharsets.ISO_8859_1) + "(still open)";
        } catch (SocketException reset) {
            return heard.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
