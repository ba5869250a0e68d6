// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.fake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that does what its scripts say: the first connection gets the first script, those beyond the last get the last. */
public final class FakeSmtpServer implements AutoCloseable {
    /** What is done with a connection; it is closed behind it. */
    @FunctionalInterface
    public interface Script {
        /** Plays. */
        void play(ScriptedConnection peer) throws Exception;
    }

    private final ServerSocket socket;
    private final List<Script> scripts;
    private final List<ScriptedConnection> peers = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private FakeSmtpServer(InetSocketAddress address, List<Script> scripts) throws IOException {
        this.socket = new ServerSocket(address.getPort(), 500, address.getAddress());
        this.scripts = new CopyOnWriteArrayList<>(scripts);
        threads.execute(this::accept);
    }

    /** A server with these scripts. */
    public static FakeSmtpServer playing(Script... scripts) {
        return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), scripts);
    }

    /** Another one, at the same port of another address of loopback. */
    public FakeSmtpServer beside(String address, Script... scripts) {
        return at(new InetSocketAddress(address, socket.getLocalPort()), scripts);
    }

    private static FakeSmtpServer at(InetSocketAddress address, Script... scripts) {
        try {
            return new FakeSmtpServer(address, List.of(scripts));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Plays this from the next connection on. */
    public void play(Script script) {
        scripts.clear();
        scripts.add(script);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                ScriptedConnection peer = new ScriptedConnection(accepted);
                Script script = scripts.get(Math.min(peers.size(), scripts.size() - 1));
                peers.add(peer);
                threads.execute(() -> play(script, peer));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void play(Script script, ScriptedConnection peer) {
        try {
            script.play(peer);
        } catch (Exception theClientHasGone) {
            // Tests look at what was heard.
        } finally {
            try {
                peer.close();
            } catch (IOException alreadyClosed) {
                // As it should be.
            }
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** The connections so far, in their order. */
    public List<ScriptedConnection> peers() {
        return peers;
    }

    /** The messages of all connections. */
    public List<String> messages() {
        return peers.stream().flatMap(peer -> peer.messages().stream()).toList();
    }

    /** All lines of all connections. */
    public List<String> heard() {
        return peers.stream().flatMap(peer -> peer.heard().stream()).toList();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (ScriptedConnection peer : peers) {
                peer.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        threads.shutdownNow();
    }
}
