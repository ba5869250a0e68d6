// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.value;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "'&U,BTFw-', 台北",
        "'~peter/mail/&U,BTFw-/&ZeVnLIqe-', ~peter/mail/台北/日本語",
        "R&-D, R&D",
        "Entw&APw-rfe, Entwürfe",
        "&2D3eAA-, 😀"
    })
    void modifiedUtf7IsDecodedAndEncoded(String wire, String name) {
        String decoded = ModifiedUtf7.decode(wire).orElseThrow();

        assertThat(ModifiedUtf7.encode(decoded)).isEqualTo(wire);
        assertThat(decoded).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"R&D", "&", "&AB-", "a&*-", "&2D0-", "&U/BTFw-", "&AOQ=-", "&AOR-"})
    void whatIsNotModifiedUtf7IsNotDecoded(String wire) {
        assertThat(ModifiedUtf7.decode(wire)).isEmpty();
    }

    @Property(tries = 500)
    void everyNameIsDecodedAsItWasEncoded(@ForAll String text) {
        MailboxName.of(text)
                .ifPresent(mailbox ->
                        assertThat(ModifiedUtf7.decode(mailbox.modifiedUtf7())).contains(mailbox.name()));
    }

    @Property(tries = 500)
    void anyTextIsDecodedOrRefused(@ForAll String text) {
        assertThat(ModifiedUtf7.decode(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbox", "Inbox", "INBOX", "iNBOX"})
    void inboxIsInboxInAnyCaseOfLetters(String name) {
        assertThat(MailboxName.of(name)).contains(MailboxName.INBOX);
    }

    @Test
    void whatIsBelowInboxKeepsItsName() {
        assertThat(new MailboxName("inbox.kid").name()).isEqualTo("inbox.kid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb", "a\0b", "a\r\nb", "a\u007f", "a\u0085b", "a\u2028b", "\ud800"})
    void aNameHasNoControlCharacters(String name) {
        assertThat(MailboxName.of(name)).isEmpty();
    }

    @Test
    void aNameHasABound() {
        assertThat(MailboxName.of("x".repeat(MailboxName.LONGEST))).isPresent();
        assertThat(MailboxName.of("x".repeat(MailboxName.LONGEST + 1))).isEmpty();
    }

    @Test
    void flagsAreEqualInAnyCaseOfLetters() {
        assertThat(new Flag("\\seen")).isEqualTo(Flag.SEEN).hasSameHashCodeAs(Flag.SEEN);
        assertThat(new Flag("$Forwarded")).isEqualTo(new Flag("$forwarded")).hasToString("$Forwarded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\", "a b", "a(", "\\\\Seen", "ä", "a]", "a*", "a\0"})
    void whatIsNoFlagIsRefused(String name) {
        assertThat(Flag.of(name)).isEmpty();
    }

    @Test
    void theStarIsTheLargestNumberThereIs() {
        SequenceSet fromFive = new SequenceSet(NumberRanges.NONE, 5, false);

        assertThat(fromFive.resolve(7)).hasToString("5:7");
        assertThat(fromFive.resolve(3)).hasToString("3");
        assertThat(fromFive.resolve(0)).isEqualTo(NumberRanges.NONE);
        assertThat(new SequenceSet(NumberRanges.of(2), SequenceSet.LAST_ALONE, false).resolve(9))
                .hasToString("2,9");
    }
}
