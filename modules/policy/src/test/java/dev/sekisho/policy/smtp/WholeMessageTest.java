// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.limit.MessageLimits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
        assertThat(codes(OWN.decideMessage(by(author)))).isEqualTo(expected);
    }

    @Test
    void anybodyIsTheAuthorElsewhere() {
        for (SmtpCheckpoint port : ANY) {
            assertThat(port.asksAuthor(MessageFacts.SOUND)).isFalse();
            assertThat(AuthorStatus.values())
                    .allMatch(author -> port.decideMessage(by(author)).allowed());
        }
    }

    @Test
    void anybodyIsTheAuthorOfMailWithTheNullSenderIfTheUserMaySendSuch() {
        for (AuthorStatus author : AuthorStatus.values()) {
            assertThat(codes(OWN.decideMessage(MessageFacts.SOUND.by(new MessageAuthor(author, true, true)))))
                    .isEqualTo("allowed");
            assertThat(OWN.decideMessage(MessageFacts.SOUND.by(new MessageAuthor(author, true, false))))
                    .isEqualTo(OWN.decideMessage(by(author)));
            assertThat(OWN.decideMessage(MessageFacts.SOUND.by(new MessageAuthor(author, false, true))))
                    .isEqualTo(OWN.decideMessage(by(author)));
        }
    }

    @Test
    void theAuthorIsAskedForOnlyWhereNothingElseIsWrong() {
        assertThat(OWN.asksAuthor(MessageFacts.SOUND)).isTrue();
        assertThat(OWN.asksAuthor(MessageFacts.SOUND.withBareLineEnds())).isFalse();
    }

    @Test
    void anAuthorWhomNobodyHasLookedUpIsNone() {
        MessageFacts unasked =
                new MessageFacts(false, false, HeaderSyntax.SOUND, 0, OptionalInt.of(0), Optional.empty());
        assertThat(codes(OWN.decideMessage(unasked))).isEqualTo("550 5.6.0");
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
        assertThat(codes(OWN.decideMessage(MessageFacts.SOUND.withHops(MessageLimits.MAX_HOPS))))
                .isEqualTo("allowed");
        assertThat(codes(OWN.decideMessage(MessageFacts.SOUND.withHops(MessageLimits.MAX_HOPS + 1))))
                .isEqualTo("554 5.4.6");
    }

    @Test
    void octetsThatAreNoMessageAreRefusedOnEveryPort() {
        for (SmtpCheckpoint port : ANY) {
            assertThat(codes(port.decideMessage(new MessageFacts(
                            true, true, HeaderSyntax.MALFORMED, 99, OptionalInt.empty(), Optional.empty()))))
                    .isEqualTo("552 5.3.4");
            assertThat(codes(port.decideMessage(MessageFacts.SOUND.withBareLineEnds())))
                    .isEqualTo("550 5.6.0");
            assertThat(codes(port.decideMessage(MessageFacts.SOUND.withLevels(OptionalInt.empty()))))
                    .isEqualTo("550 5.6.0");
            assertThat(codes(port.decideMessage(
                            MessageFacts.SOUND.withLevels(OptionalInt.of(MessageLimits.MAX_NESTING + 1)))))
                    .isEqualTo("550 5.6.0");
            assertThat(codes(port.decideMessage(
                            MessageFacts.SOUND.withLevels(OptionalInt.of(MessageLimits.MAX_NESTING)))))
                    .isEqualTo("allowed");
            assertThat(port.decideMessage(MessageFacts.SOUND).allowed()).isTrue();
        }
    }

    private static MessageFacts by(AuthorStatus author) {
        return MessageFacts.SOUND.by(MessageAuthor.of(author));
    }

    private static String codes(SmtpDecision decision) {
        return decision instanceof SmtpDecision.Refuse refused
                ? refused.reason().reply().codes()
                : "allowed";
    }
}
