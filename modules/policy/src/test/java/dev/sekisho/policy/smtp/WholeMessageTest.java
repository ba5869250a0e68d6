// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.limit.MessageLimits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeMessageTest {
    private static final SmtpCheckpoint OWN = new SmtpCheckpoint(BuiltInPolicies.SUBMISSION);
    private static final List<SmtpCheckpoint> ANY = List.of(
            new SmtpCheckpoint(BuiltInPolicies.MX),
            new SmtpCheckpoint(BuiltInPolicies.RELAY),
            new SmtpCheckpoint(BuiltInPolicies.REINJECTION));

    @ParameterizedTest
    @CsvSource({
        "FOREIGN, 550 5.7.1",
        "MISSING, 550 5.6.0",
        "REPEATED, 550 5.6.0",
        "UNREADABLE, 550 5.6.0",
        "OWN, allowed"
    })
    void theAuthorIsTheUserWhereSendersAreOwn(AuthorStatus author, String expected) {
        assertThat(codes(OWN.decideAuthor(author))).isEqualTo(expected);
    }

    @Test
    void anybodyIsTheAuthorElsewhere() {
        for (SmtpCheckpoint port : ANY) {
            assertThat(port.asksAuthor()).isFalse();
            assertThat(AuthorStatus.values())
                    .allMatch(author -> port.decideAuthor(author).allowed());
        }
    }

    @Test
    void noHeaderContinuesOurTraceOnAnyPort() {
        MessageFacts continues = MessageFacts.SOUND.with(HeaderSyntax.FIRST_LINE_CONTINUES);
        assertThat(codes(OWN.decideMessage(continues))).isEqualTo("550 5.6.0");
        assertThat(ANY).allMatch(port -> codes(port.decideMessage(continues)).equals("550 5.6.0"));
    }

    @Test
    void aLineThatIsNoFieldIsRefusedWhereTheAuthorCounts() {
        MessageFacts malformed = MessageFacts.SOUND.with(HeaderSyntax.MALFORMED);
        assertThat(codes(OWN.decideMessage(malformed))).isEqualTo("550 5.6.0");
        assertThat(ANY).allMatch(port -> port.decideMessage(malformed).allowed());
    }

    @Test
    void aMessageGoesThroughAsManyServersAsTheLimitAllows() {
        assertThat(codes(OWN.decideMessage(
                        new MessageFacts(false, false, HeaderSyntax.SOUND, MessageLimits.MAX_HOPS, false))))
                .isEqualTo("allowed");
        assertThat(codes(OWN.decideMessage(
                        new MessageFacts(false, false, HeaderSyntax.SOUND, MessageLimits.MAX_HOPS + 1, false))))
                .isEqualTo("554 5.4.6");
    }

    @Test
    void octetsThatAreNoMessageAreRefusedOnEveryPort() {
        for (SmtpCheckpoint port : ANY) {
            assertThat(codes(port.decideMessage(new MessageFacts(true, true, HeaderSyntax.MALFORMED, 99, true))))
                    .isEqualTo("552 5.3.4");
            assertThat(codes(port.decideMessage(new MessageFacts(false, true, HeaderSyntax.SOUND, 0, false))))
                    .isEqualTo("550 5.6.0");
            assertThat(codes(port.decideMessage(new MessageFacts(false, false, HeaderSyntax.SOUND, 0, true))))
                    .isEqualTo("550 5.6.0");
            assertThat(port.decideMessage(MessageFacts.SOUND).allowed()).isTrue();
        }
    }

    private static String codes(SmtpDecision decision) {
        return decision instanceof SmtpDecision.Refuse refused
                ? refused.reason().reply().codes()
                : "allowed";
    }
}
