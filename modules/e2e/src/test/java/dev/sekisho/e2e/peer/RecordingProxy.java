// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and a server, hands on what each says, and keeps what the client said. */
public final class RecordingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int targetPort;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> said = new CopyOnWriteArrayList<>();

    private RecordingProxy(ServerSocket listening, int targetPort) {
        this.listening = listening;
        this.targetPort = targetPort;
    }

    /** In front of a port on loopback, given as {@code address:port}. */
    public static RecordingProxy before(String target) throws IOException {
        int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
        RecordingProxy proxy = new RecordingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        daemon(proxy::accept);
        return proxy;
    }

    /** Where it listens, as {@code address:port}. */
    public String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /** What the client said on each connection, in the order of the connections; one that is open may still grow. */
    public List<byte[]> said() {
        return said.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                sockets.add(client);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
                sockets.add(server);
                ByteArrayOutputStream record = new ByteArrayOutputStream();
                said.add(record);
                daemon(() -> pump(client, server, record));
                daemon(() -> pump(server, client, OutputStream.nullOutputStream()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Recorded before it is handed on: what has had an effect is in the record. */
    private static void pump(Socket from, Socket to, OutputStream record) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] octets = new byte[16 * 1024];
            for (int read = in.read(octets); read >= 0; read = in.read(octets)) {
                record.write(octets, 0, read);
                to.getOutputStream().write(octets, 0, read);
            }
        } catch (IOException over) {
            // One side is gone, and by this the other goes too.
            return;
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "recording proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
