// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Many idle sessions, a hundred of each source address, 127.0.1.1 and so on. */
public final class IdleSmtpSessions {
    private static final int PER_ADDRESS = 100;
    private static final int ADDRESSES_PER_NET = 200;

    private final LoadGenerator load;
    private final InetSocketAddress server;
    private final List<ClientScript.ScriptDialogue> sessions = new ArrayList<>();
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();

    /** Nobody is there yet. */
    public IdleSmtpSessions(LoadGenerator load, InetSocketAddress server) {
        this.load = load;
        this.server = server;
    }

    /**
     * Opens sessions, a few at once, each with a full handshake.
     *
     * @throws IOException if one did not get as far as the greeting
     */
    public void gather(int wanted) throws IOException {
        while (sessions.size() < wanted) {
            List<CompletableFuture<ClientScript.ScriptDialogue>> opening = new ArrayList<>();
            for (int lane = 0; lane < PER_ADDRESS && sessions.size() + lane < wanted; lane++) {
                opening.add(open(sessions.size() + lane));
            }
            LoadGenerator.await(CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new)));
            opening.forEach(session -> sessions.add(session.join()));
        }
    }

    private CompletableFuture<ClientScript.ScriptDialogue> open(int number) {
        int address = number / PER_ADDRESS;
        String source = "127.0." + (1 + address / ADDRESSES_PER_NET) + "." + (1 + address % ADDRESSES_PER_NET);
        IdleSmtpScript script = new IdleSmtpScript();
        CompletableFuture<Void> end = load.start(server, new InetSocketAddress(source, 0), script);
        end.whenComplete((done, failure) -> {
            if (failure != null) {
                script.greeted().completeExceptionally(failure);
            }
        });
        ends.add(end);
        return script.greeted();
    }

    /** How many sessions are still open. */
    public long present() {
        return ends.stream().filter(end -> !end.isDone()).count();
    }

    /**
     * Every session says NOOP and QUIT.
     *
     * @throws IOException if one had been closed, or is not answered
     */
    public void leave() throws IOException {
        sessions.forEach(session -> session.send("NOOP"));
        LoadGenerator.await(CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)));
    }
}
