// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.ConnectionLimits;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections of users who share an address. */
class UsersConnectionsTest {
    @TempDir
    Path directory;

    private static PortPolicy narrow(PortPolicy policy) {
        return policy.with(
                policy.rules(),
                policy.limits().with(new ConnectionLimits(10, 1, 1, Duration.ofMinutes(5), Duration.ofSeconds(10))));
    }

    private static ScriptedClient login(int port, String user, String reply) throws Exception {
        String plain = Base64.getEncoder()
                .encodeToString(("\0" + user + "@example.org\0secret").getBytes(StandardCharsets.UTF_8));
        return ScriptedClient.tls(port).expect("220").ask("EHLO a", "250").ask("AUTH PLAIN " + plain, reply);
    }

    @Test
    void areCountedForEachUserOnceTheyHaveLoggedIn() throws Exception {
        try (ServerStage stage = new ServerStage(directory)) {
            int port = stage.open(narrow(BuiltInPolicies.SUBMISSIONS));
            try (ScriptedClient alice = login(port, "alice", "235");
                    ScriptedClient bob = login(port, "bob", "235");
                    ScriptedClient third = login(port, "alice", "421 4.7.0 Too many connections of this user")) {
                alice.ask("NOOP", "250");
                bob.ask("NOOP", "250");
            }
        }
    }
}
