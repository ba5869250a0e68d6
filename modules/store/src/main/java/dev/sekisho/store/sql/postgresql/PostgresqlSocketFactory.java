// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.postgresql;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the sockets of the driver, which gets this class' name. Java's time-out holds for reading alone; one who writes to a peer that
 * takes nothing would wait without end. So a socket on which one write takes longer than the driver's {@code socketTimeout} is closed, whatever
 * TLS there is above it, and the write fails. Keep-alive asks often enough to find out about a silent end within a minute. For any thread.
 */
public final class PostgresqlSocketFactory extends SocketFactory {

    private static final Logger LOGGER = LoggerFactory.getLogger(PostgresqlSocketFactory.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** In seconds of silence, seconds, and questions. */
    private static final Map<SocketOption<Integer>, Integer> KEEP_ALIVE = Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, 30,
            ExtendedSocketOptions.TCP_KEEPINTERVAL, 10,
            ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

    private final long mostNanos;

    /** As the driver calls it, with all its parameters. */
    public PostgresqlSocketFactory(Properties parameters) {
        String seconds = PGProperty.SOCKET_TIMEOUT.getOrDefault(parameters);
        this.mostNanos = TimeUnit.SECONDS.toNanos(seconds == null ? 0 : Long.parseLong(seconds));
    }

    @Override
    public Socket createSocket() throws IOException {
        Watched socket = new Watched();
        for (Map.Entry<SocketOption<Integer>, Integer> each : KEEP_ALIVE.entrySet()) {
            if (socket.supportedOptions().contains(each.getKey())) {
                socket.setOption(each.getKey(), each.getValue());
            }
        }
        if (mostNanos > 0) {
            Watch.SOCKETS.add(socket);
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(0));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(0));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress peer, InetSocketAddress local) throws IOException {
        Socket socket = createSocket();
        try {
            socket.bind(local);
            socket.connect(peer);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private final class Watched extends Socket {
        /** When the write that is under way began, of {@link System#nanoTime}; 0 for none. */
        private volatile long writingSince;

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int b) throws IOException {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    long now = System.nanoTime();
                    writingSince = now == 0 ? 1 : now;
                    try {
                        out.write(bytes, offset, length);
                    } finally {
                        writingSince = 0;
                    }
                }
            };
        }

        void closeIfStuck() {
            long since = writingSince;
            if (since != 0 && System.nanoTime() - since > mostNanos) {
                LOGGER.debug("A write to {} took too long; the connection is closed", getRemoteSocketAddress());
                closeQuietly();
            }
        }

        private void closeQuietly() {
            try {
                close();
            } catch (IOException e) {
                LOGGER.debug("A connection did not close", e);
            }
        }
    }

    /** Looks at all sockets, for as long as the process lives. */
    private static final class Watch {
        static final Set<Watched> SOCKETS = ConcurrentHashMap.newKeySet();
        private static final ScheduledExecutorService THREAD = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "store-writes");
            thread.setDaemon(true);
            return thread;
        });

        static {
            var unused =
                    THREAD.scheduleWithFixedDelay(Watch::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }

        private static void look() {
            SOCKETS.removeIf(Socket::isClosed);
            SOCKETS.forEach(Watched::closeIfStuck);
        }
    }
}
