// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpCommand;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpState.Greeting;
import dev.sekisho.policy.smtp.SmtpVerb;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's part of the recipe "Add an SMTP command": what the policy allows has a handler that carries it out. */
class EverySmtpCommandTest {
    @TempDir
    Path directory;

    @Test
    void isCarriedOutWhereThePolicyAllowsIt() throws Exception {
        SmtpCheckpoint checkpoint = new SmtpCheckpoint(BuiltInPolicies.MX);
        SmtpState greeted = SmtpState.connected(false, false).afterGreeting(Greeting.EHLO);
        try (ServerStage stage = new ServerStage(directory)) {
            int port = stage.open(BuiltInPolicies.MX);
            for (SmtpVerb verb : SmtpVerb.values()) {
                if (verb == SmtpVerb.EXTENSION
                        || !checkpoint
                                .decide(greeted, new SmtpCommand(verb, false))
                                .allowed()) {
                    continue;
                }
                try (ScriptedClient client = ScriptedClient.clear(port)) {
                    client.expect("220").ask("EHLO client.example", "250").say(verb.name());
                    assertThat(client.reply())
                            .as(verb.name())
                            .doesNotStartWith("500")
                            .doesNotStartWith("502")
                            .doesNotStartWith("421");
                }
            }
        }
    }
}
