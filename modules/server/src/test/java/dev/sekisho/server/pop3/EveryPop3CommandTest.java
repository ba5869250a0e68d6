// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.pop3.Pop3Checkpoint;
import dev.sekisho.policy.pop3.Pop3Decision;
import dev.sekisho.policy.pop3.Pop3Refusal;
import dev.sekisho.policy.pop3.Pop3State;
import dev.sekisho.policy.pop3.Pop3Verb;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's part of a new POP3 command: what the policy allows has a handler that carries it out. */
class EveryPop3CommandTest {
    private static final String ALICE =
            Base64.getEncoder().encodeToString("\0alice@example.org\0secret".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    @Test
    void isCarriedOutWhereThePolicyAllowsIt() throws Exception {
        Pop3Checkpoint checkpoint = new Pop3Checkpoint(BuiltInPolicies.POP3S);
        Set<Pop3Verb> sent = EnumSet.noneOf(Pop3Verb.class);
        try (ServerStage stage = new ServerStage(directory)) {
            int port = stage.open(BuiltInPolicies.POP3S);
            for (Pop3Verb verb : Pop3Verb.values()) {
                Pop3State connected = Pop3State.connected(true);
                if (allows(checkpoint, connected, verb)) {
                    assertCarriedOut(ScriptedClient.tls(port), false, verb);
                    sent.add(verb);
                }
                if (allows(checkpoint, connected.afterAuth(), verb)) {
                    assertCarriedOut(ScriptedClient.tls(port), true, verb);
                    sent.add(verb);
                }
            }
        }
        assertThat(sent)
                .containsAll(EnumSet.complementOf(
                        EnumSet.of(Pop3Verb.STLS, Pop3Verb.PASS, Pop3Verb.APOP, Pop3Verb.UNKNOWN)));
    }

    private static boolean allows(Pop3Checkpoint checkpoint, Pop3State state, Pop3Verb verb) {
        return !(checkpoint.decide(state, verb, false) instanceof Pop3Decision.Refuse);
    }

    private static void assertCarriedOut(ScriptedClient opened, boolean loggedIn, Pop3Verb verb) throws Exception {
        try (ScriptedClient client = opened) {
            client.expect("+OK");
            if (loggedIn) {
                client.ask("AUTH PLAIN " + ALICE, "+OK");
            }
            client.say(verb.name());
            assertThat(client.reply()).as(verb.name()).isNotEqualTo(Pop3Refusal.UNKNOWN_COMMAND.reply());
        }
    }
}
