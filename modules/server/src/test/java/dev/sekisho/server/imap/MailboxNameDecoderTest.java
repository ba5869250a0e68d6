// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import org.apache.james.imap.api.display.ModifiedUtf7;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxNameDecoderTest {
    @Test
    void decodesWhatIsModifiedUtf7() {
        assertThat(MailboxNameDecoder.decode("Entw&APw-rfe")).contains("Entwürfe");
        assertThat(MailboxNameDecoder.decode("R&-D")).contains("R&D");
        assertThat(MailboxNameDecoder.decode("~peter/mail/&ZeVnLIqe-/&U,BTFw-")).contains("~peter/mail/日本語/台北");
        assertThat(MailboxNameDecoder.decode("plain")).contains("plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"R&D", "&", "a&", "&&", "&A-", "&APw", "&APw-&", "&!!-", "&2AA-", "&3AA-", "&AP", "x&AGE=-"})
    void hasNoNameForWhatIsNot(String name) {
        assertThat(MailboxNameDecoder.decode(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbox", "InBoX", "&AEkATgBCAE8AWA-", "&AGkAbgBiAG8AeA-"})
    void inboxIsInboxHoweverItIsWritten(String name) {
        assertThat(MailboxNameDecoder.decode(name)).contains("INBOX");
    }

    @RepeatedTest(200)
    void neitherThrowsNorLosesAName(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        String name = random.ints(1 + random.nextInt(12), 0x20, random.nextBoolean() ? 0x7f : 0xd7ff)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        assertThat(MailboxNameDecoder.decode("&" + name)).isNotNull();
        assertThat(MailboxNameDecoder.decode(name + "&" + name + "-")).isNotNull();
        assertThat(MailboxNameDecoder.decode(encoded(name))).contains(name);
    }

    /** As the engine writes names, but for what its encoder leaves behind the end. */
    private static String encoded(String name) {
        return ModifiedUtf7.encodeModifiedUTF7(name);
    }
}
