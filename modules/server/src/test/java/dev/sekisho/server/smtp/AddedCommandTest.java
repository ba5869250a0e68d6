// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.smtp.extension.SmtpExtension;
import dev.sekisho.server.smtp.extension.SmtpExtensions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command of an operator's is answered where the policy lets it, and where it would not let VRFY it is refused as VRFY is. */
class AddedCommandTest {
    private static final SmtpExtensions EXTENSIONS = new SmtpExtensions(List.of(new Command("XSTATUS")));

    @TempDir
    Path directory;

    @Test
    void isAnnouncedAndAnswered() throws Exception {
        try (ServerStage stage = stage();
                ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.MX))) {
            client.expect("220").say("EHLO client.example");
            assertThat(client.reply()).contains("XSTATUS");
            client.ask("xstatus of it", "250 2.0.0 client.example asks for of it")
                    .ask("XSTATUS fail", "451 4.3.0")
                    .ask("XSTATUS no", "550 5.7.1 no")
                    .ask("XSTATUS two", "451 4.3.0")
                    .ask("XSTATUS odd", "451 4.3.0")
                    .ask("XSTATUS more", "451 4.3.0")
                    .ask("MAIL FROM:<someone@example.net>", "250")
                    .ask("XOTHER", "500 5.5.2");
        }
    }

    @Test
    void isDecidedByThePolicyFirst() throws Exception {
        try (ServerStage stage = stage();
                ScriptedClient client = ScriptedClient.clear(stage.open(BuiltInPolicies.SUBMISSION));
                ScriptedClient implicit = ScriptedClient.tls(stage.open(BuiltInPolicies.SUBMISSIONS))) {
            client.expect("220").ask("EHLO client", "250").ask("XSTATUS", "530 5.7.0");
            implicit.expect("220").ask("EHLO client", "250").ask("XSTATUS", "530 5.7.0");
        }
    }

    @Test
    void hasAVerbOfItsOwn() {
        for (String verb : List.of("MAIL", "EHLO", "get", "X Y", "", "EXTENSION\r\n")) {
            assertThatThrownBy(() -> new SmtpExtensions(List.of(new Command(verb))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private ServerStage stage() throws Exception {
        return new ServerStage(directory, SaslMechanisms.BUILT_IN, EXTENSIONS);
    }

    private record Command(String verb) implements SmtpExtension {
        @Override
        public Optional<String> ehloKeyword() {
            return Optional.of(verb);
        }

        @Override
        public SmtpReply answer(Client client, String argument) {
            return switch (argument) {
                case "fail" -> throw new IllegalStateException("it cannot be told");
                case "no" -> new SmtpReply(550, "5.7.1", "no");
                case "two" -> new SmtpReply(250, "2.0.0", "one\r\n250 2.0.0 two");
                case "more" -> new SmtpReply(354, "", "go on");
                case "odd" -> new SmtpReply(100, "", "no reply");
                default -> new SmtpReply(250, "2.0.0", client.helo() + " asks for " + argument);
            };
        }
    }
}
