// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.SequenceSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailboxViewTest {
    private final MailboxView view = new MailboxView(NumberRanges.of(2, 3, 5, 8), 10);

    @Test
    void anExpungeIsHeldWhereItMayNotBeTold() {
        ViewUpdate held = view.apply(new ViewChanges(NumberRanges.of(9), NumberRanges.of(3), 4, 12), false);

        assertThat(held.expunged()).isEmpty();
        assertThat(held.exists()).hasValue(5);
        assertThat(view.numberOf(3)).isEqualTo(2);
        assertThat(view.uidOf(5)).isEqualTo(9);
        assertThat(view.holdsExpunges()).isTrue();

        ViewUpdate told = view.releaseExpunges();
        assertThat(told.expunged()).containsExactly(2);
        assertThat(told.vanished()).hasToString("3");
        assertThat(view.exists()).isEqualTo(4);
        assertThat(view.holdsExpunges()).isFalse();
    }

    @Test
    void expungesAreToldFromTheLastToTheFirst() {
        ViewUpdate told = view.apply(new ViewChanges(NumberRanges.NONE, NumberRanges.range(1, 5), 1, 12), true);

        assertThat(told.expunged()).containsExactly(3, 2, 1);
        assertThat(view.uids()).hasToString("8");
    }

    @Test
    void aMessageThatHasComeAndGoneIsNotTold() {
        ViewUpdate update = view.apply(new ViewChanges(NumberRanges.NONE, NumberRanges.of(9), 4, 12), true);

        assertThat(update.isEmpty()).isTrue();
        assertThat(view.modSeq()).isEqualTo(12);
    }

    @Test
    void changedFlagsOfNewMessagesAreNoChange() {
        ViewUpdate update = view.apply(new ViewChanges(NumberRanges.of(5, 9), NumberRanges.NONE, 5, 12), true);

        assertThat(update.changed()).hasToString("5");
        assertThat(update.arrived()).hasToString("9");
    }

    @Test
    void whatContradictsTheViewEndsIt() {
        assertThatThrownBy(() -> view.apply(new ViewChanges(NumberRanges.NONE, NumberRanges.NONE, 4, 9), true))
                .hasMessageContaining("MODSEQ 9");
        assertThatThrownBy(() -> view.apply(new ViewChanges(NumberRanges.of(4), NumberRanges.NONE, 5, 11), true))
                .hasMessageContaining("below UID 8");
        assertThatThrownBy(() -> view.apply(new ViewChanges(NumberRanges.NONE, NumberRanges.NONE, 3, 11), true))
                .hasMessageContaining("4 messages, the mailbox 3");
    }

    @Test
    void aNumberAboveExistsIsRefused() {
        assertThat(view.select(SequenceSet.of(NumberRanges.of(5)), false)).isEmpty();
        assertThat(view.select(new SequenceSet(NumberRanges.of(1, 9), 2, false), false))
                .isEmpty();
    }

    @Test
    void fromANumberAboveExistsToTheStarIsTheLastMessage() {
        assertThat(view.select(new SequenceSet(NumberRanges.NONE, 5, false), false))
                .contains(NumberRanges.of(8));
        assertThat(new MailboxView(NumberRanges.NONE, 1).select(SequenceSet.ALL, false))
                .contains(NumberRanges.NONE);
    }

    @Test
    void aUidThatIsNotThereIsLeftOut() {
        assertThat(view.select(SequenceSet.of(NumberRanges.of(1, 2, 4, 99)), true))
                .contains(NumberRanges.of(2));
        assertThat(view.select(new SequenceSet(NumberRanges.NONE, 100, false), true))
                .contains(NumberRanges.of(8));
        assertThat(new MailboxView(NumberRanges.NONE, 1).select(SequenceSet.ALL, true))
                .contains(NumberRanges.NONE);
    }

    @Test
    void theStarIsTheLastMessage() {
        assertThat(view.select(new SequenceSet(NumberRanges.NONE, SequenceSet.LAST_ALONE, false), false))
                .contains(NumberRanges.of(8));
        assertThat(view.select(new SequenceSet(NumberRanges.of(1), 3, false), false))
                .contains(NumberRanges.of(2, 5, 8));
    }

    @Test
    void aSavedResultLosesWhatIsToldAsGone() {
        view.saveResult(NumberRanges.of(3, 5, 77));
        view.apply(new ViewChanges(NumberRanges.NONE, NumberRanges.of(3), 3, 11), false);
        assertThat(view.select(SequenceSet.SAVED_RESULT, false)).contains(NumberRanges.of(3, 5));

        view.releaseExpunges();
        assertThat(view.select(SequenceSet.SAVED_RESULT, false)).contains(NumberRanges.of(5));
    }

    @Test
    void aKeywordIsAnnouncedOnceBeforeItIsUsed() {
        AnnouncedFlags flags = new AnnouncedFlags(List.of(Flag.SEEN));

        assertThat(flags.announce(List.of(new Flag("\\SEEN"), Flag.RECENT))).isFalse();
        assertThat(flags.announce(List.of(new Flag("$Work")))).isTrue();
        assertThat(flags.announce(List.of(new Flag("$work")))).isFalse();
        assertThat(flags.all()).containsExactly(Flag.SEEN, new Flag("$Work"));
    }

    @Test
    void whoResynchronisesIsToldWhatHasVanished() {
        NumberRanges existing = NumberRanges.of(2, 3, 5, 8);

        assertThat(Resynchronization.vanished(existing, 10, Optional.of(NumberRanges.of(4, 9)), Optional.empty()))
                .hasToString("4,9");
        assertThat(Resynchronization.vanished(existing, 10, Optional.empty(), Optional.empty()))
                .hasToString("1,4,6:7,9");
        assertThat(Resynchronization.vanished(existing, 10, Optional.empty(), Optional.of(NumberRanges.range(4, 20))))
                .hasToString("4,6:7,9");
    }

    @Test
    void pairsThatStillBelongTogetherTellWhatWasNotMissed() {
        NumberRanges existing = NumberRanges.of(2, 3, 5, 8);

        assertThat(Resynchronization.unchangedUpTo(existing, NumberRanges.of(1, 2, 5), NumberRanges.of(2, 3, 8)))
                .isEqualTo(3);
        assertThat(Resynchronization.unchangedUpTo(existing, NumberRanges.of(2), NumberRanges.of(2)))
                .isZero();
    }
}
