// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.config.james.HandlerDeclaration;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.server.ScriptedClient;
import dev.sekisho.server.ServerStage;
import java.nio.file.Path;
import java.util.List;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;
import org.apache.james.protocols.smtp.hook.MailHook;
import org.apache.james.protocols.smtp.hook.RcptHook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hooks that a listener's handler chain names are asked on the way that the server takes. */
class HookChainTest {
    @TempDir
    Path directory;

    private ServerStage stage;
    private ScriptedClient client;

    @BeforeEach
    void open() throws Exception {
        stage = new ServerStage(directory);
        int port = stage.open(
                BuiltInPolicies.MX, List.of(new HandlerDeclaration(Suspicious.class.getName(), "<handler/>", 1)));
        client = ScriptedClient.clear(port).expect("220").ask("EHLO client.example", "250");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        stage.close();
    }

    @Test
    void refuseASenderAndARecipient() throws Exception {
        client.ask("MAIL FROM:<spam@example.net>", "554 not today")
                .ask("MAIL FROM:<someone@example.net>", "250 2.1.0")
                .ask("RCPT TO:<bob@example.org>", "554 not today")
                .ask("RCPT TO:<alice@example.org>", "250 2.1.5");
    }

    @Test
    void areNotAskedOfWhatThePolicyRefuses() throws Exception {
        client.ask("MAIL FROM:<someone@example.net>", "250")
                .ask("RCPT TO:<someone@elsewhere.example>", "550 5.7.1")
                .ask("RCPT TO:<unknown@example.org>", "550 5.1.1")
                .ask("QUIT", "221");
        assertThat(Suspicious.lastAsked).isNotEqualTo("unknown@example.org");
    }

    @Test
    void refuseForNowWhereTheyFailOrAnswerWhatIsNoRefusal() throws Exception {
        client.ask("MAIL FROM:<throw@example.net>", "451 4.3.0")
                .ask("MAIL FROM:<null@example.net>", "451 4.3.0")
                .ask("MAIL FROM:<250@example.net>", "451 4.3.0")
                .ask("MAIL FROM:<lines@example.net>", "451 4.3.0")
                .ask("MAIL FROM:<someone@example.net>", "250 2.1.0");
    }

    /** Denies what {@code spam} sends and what goes to {@code bob}. */
    public static final class Suspicious implements MailHook, RcptHook {
        private static volatile String lastAsked = "";

        @Override
        public HookResult doMail(SMTPSession session, MaybeSender sender) {
            return switch (sender.asString().replaceAll("@.*", "")) {
                case "spam" -> denied();
                case "throw" -> throw new IllegalStateException("the list cannot be read");
                case "null" -> null;
                case "250" -> denied("250", "fine");
                case "lines" -> denied("550", "one\r\n250 two");
                default -> HookResult.DECLINED;
            };
        }

        @Override
        public HookResult doRcpt(SMTPSession session, MaybeSender sender, MailAddress recipient) {
            lastAsked = recipient.asString();
            return recipient.getLocalPart().equals("bob") ? denied() : HookResult.DECLINED;
        }

        private static HookResult denied(String code, String text) {
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.deny())
                    .smtpReturnCode(code)
                    .smtpDescription(text)
                    .build();
        }

        private static HookResult denied() {
            return HookResult.builder()
                    .hookReturnCode(HookReturnCode.deny())
                    .smtpDescription("not today")
                    .build();
        }
    }
}
