// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.smtp.SmtpReply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A command that is added announces and answers nothing that is the server's. */
class SmtpExtensionsTest {
    @Test
    void announcesAKeywordOfItsOwnWithParameters() {
        assertThat(new SmtpExtensions(List.of(new Command("XQUOTA", "XQUOTA bytes messages"))).keywords())
                .containsExactly("XQUOTA bytes messages");
    }

    @Test
    void announcesNothingThatTheServerAnnounces() {
        for (String keyword : List.of("STARTTLS", "auth PLAIN LOGIN", "SIZE 1", "8bitmime", "SMTPUTF8")) {
            refused(new Command("XF", keyword), "is the server's own");
        }
    }

    @Test
    void announcesOneLineOfTheFormOfRfc5321() {
        for (String line : List.of(
                "",
                " XF",
                "XF ",
                "XF  a",
                "-XF",
                "X_F",
                "XF\r\n250 AUTH PLAIN",
                "XF a\tb",
                "X".repeat(507),
                "XF \u3042")) {
            refused(new Command("XF", line), "RFC 5321 4.1.1.1");
        }
    }

    @Test
    void announcesWhatNoOtherCommandDoes() {
        assertThatThrownBy(() -> new SmtpExtensions(List.of(new Command("XF", "XK"), new Command("XG", "xk 1"))))
                .hasMessageContaining("the EHLO keyword XK is announced by another command too");
    }

    @Test
    void isNamedByItsClassInEachRefusal() {
        refused(new Command("MAIL", "XK"), Command.class.getName());
    }

    @Test
    void answersOneFinalReplyOfOneLine() {
        for (int code : List.of(100, 199, 220, 221, 235, 334, 354, 421, 600)) {
            assertThatThrownBy(() -> ExtensionReply.ofCommand(new SmtpReply(code, "2.0.0", "go on")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String text : List.of("a\r\n250 b", "a\nb", "\0", "x".repeat(507))) {
            assertThatThrownBy(() -> ExtensionReply.ofCommand(new SmtpReply(250, "", text)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        SmtpReply longest = new SmtpReply(250, "", "x".repeat(506));
        assertThat(ExtensionReply.ofCommand(longest)).isEqualTo(longest);
    }

    @Test
    void refusesAsAHookWithARefusalAlone() {
        for (int code : List.of(200, 250, 354, 399, 600)) {
            assertThatThrownBy(() -> ExtensionReply.ofRefusal(new SmtpReply(code, "", "fine")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(ExtensionReply.ofRefusal(new SmtpReply(421, "", "go")).code())
                .isEqualTo(421);
    }

    private static void refused(SmtpExtension command, String words) {
        assertThatThrownBy(() -> new SmtpExtensions(List.of(command)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    private record Command(String verb, String keyword) implements SmtpExtension {
        @Override
        public Optional<String> ehloKeyword() {
            return Optional.of(keyword);
        }

        @Override
        public SmtpReply answer(Client client, String argument) {
            return new SmtpReply(250, "2.0.0", "done");
        }
    }
}
