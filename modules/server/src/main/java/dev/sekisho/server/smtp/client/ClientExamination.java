// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.client;

import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.client.ClientFacts;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Finds out about the client of one session, once: nothing that a client says changes it. Confined to a connection. */
public final class ClientExamination {
    private final ClientLookup lookup;
    private final ClientChecks checks;
    private final InetAddress client;
    private @Nullable CompletableFuture<ClientFacts> facts;

    /** Of a session that begins; asks nothing yet. */
    public ClientExamination(ClientLookup lookup, ClientChecks checks, InetAddress client) {
        this.lookup = lookup;
        this.checks = checks;
        this.client = client;
    }

    /** What is known of the client, or will be in a few seconds; the questions are asked at the first call. */
    public CompletableFuture<ClientFacts> facts() {
        CompletableFuture<ClientFacts> begun = facts;
        if (begun == null) {
            begun = ask();
            facts = begun;
        }
        return begun;
    }

    private CompletableFuture<ClientFacts> ask() {
        if (!checks.examine(client.getAddress())) {
            return CompletableFuture.completedFuture(ClientFacts.NOT_EXAMINED);
        }
        return lookup.facts(checks, client);
    }

    /** What is known of the client by now; it asks nothing. */
    public ClientFacts known() {
        CompletableFuture<ClientFacts> begun = facts;
        return begun == null ? ClientFacts.NOT_EXAMINED : begun.getNow(ClientFacts.NOT_EXAMINED);
    }
}
