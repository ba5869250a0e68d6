// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ThreadTest {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** The example of RFC 5256 4: "(2)(3 6 (4 23)(44 7 96))". */
    @Test
    void threadsAreWrittenAsInTheRfc() {
        MessageThreads threads =
                new MessageThreads(new long[] {2, 3, 6, 4, 23, 44, 7, 96}, new int[] {0, 0, 1, 2, 3, 2, 3, 4});

        assertThat(threads).hasToString("(2)(3 6 (4 23)(44 7 96))");
    }

    /** Further examples there: siblings whose parent is missing. */
    @Test
    void repliesToAMissingMessageAreSiblings() {
        assertThat(new MessageThreads(new long[] {0, 3, 5, 9}, new int[] {0, 1, 1, 0}))
                .hasToString("((3)(5))(9)");
        assertThat(new MessageThreads(new long[] {}, new int[] {})).hasToString("");
        assertThatThrownBy(() -> new MessageThreads(new long[] {1, 2}, new int[] {0, 2}))
                .hasMessageContaining("depth 2");
    }

    @Test
    void aMessageIsBelowTheLastOfItsReferences() {
        assertThat(references(
                        message(1, "a", "s"),
                        message(2, "b", "s", "a"),
                        message(3, "c", "s", "a", "b"),
                        message(4, "d", "s", "a")))
                .isEqualTo("(1 (2 3)(4))");
    }

    @Test
    void aMessageThatIsMissingInTheMiddleIsLeftOut() {
        assertThat(references(message(1, "a", "s"), message(2, "c", "t", "a", "b")))
                .isEqualTo("(1 2)");
    }

    @Test
    void repliesToAMessageThatIsMissingAreTogether() {
        assertThat(references(message(1, "b", "s", "a"), message(2, "c", "t", "a")))
                .isEqualTo("((1)(2))");
        assertThat(references(message(1, "b", "s", "a"))).isEqualTo("(1)");
    }

    @Test
    void whatAMessageSaysOfItselfCountsMoreThanWhatOthersSay() {
        assertThat(references(
                        message(1, "a", "q"),
                        message(2, "b", "r"),
                        message(3, "d", "s", "a", "c"),
                        message(4, "c", "t", "b")))
                .isEqualTo("(1)(2 4 3)");
    }

    @Test
    void circlesAreLeftOpen() {
        assertThat(references(message(1, "a", "s", "b"), message(2, "b", "t", "a")))
                .isEqualTo("(2 1)");
        assertThat(references(message(1, "a", "s", "a"))).isEqualTo("(1)");
    }

    @Test
    void theSameIdTwiceIsTwoMessages() {
        assertThat(references(message(1, "a", "s"), message(2, "a", "t"), message(3, "b", "u", "a")))
                .isEqualTo("(1 3)(2)");
    }

    @Test
    void siblingsAndThreadsAreByDate() {
        ThreadableMessage late = new ThreadableMessage(1, 90, "x", false, Optional.of("a"), List.of());
        ThreadableMessage early = new ThreadableMessage(2, 10, "y", false, Optional.of("b"), List.of());
        ThreadableMessage replyLate = new ThreadableMessage(3, 80, "x", true, Optional.of("c"), List.of("b"));
        ThreadableMessage replyEarly = new ThreadableMessage(4, 20, "x", true, Optional.of("d"), List.of("b"));

        assertThat(ThreadAlgorithm.REFERENCES.threads(List.of(late, early, replyLate, replyEarly)))
                .hasToString("(2 (4)(3))(1)");
    }

    /** RFC 5256 3, REFERENCES, step 5. */
    @Test
    void aReplyWithoutReferencesIsFoundByItsSubject() {
        assertThat(references(message(1, "a", "s"), reply(2, "b", "s"), reply(3, "c", "s")))
                .isEqualTo("(1 (2)(3))");
    }

    @Test
    void messagesOfOneSubjectOfWhichNoneRepliesAreSiblings() {
        assertThat(references(message(1, "a", "s"), message(2, "b", "s"))).isEqualTo("((1)(2))");
        assertThat(references(reply(1, "a", "s"), reply(2, "b", "s"), reply(3, "c", "s")))
                .isEqualTo("((1)(2)(3))");
    }

    @Test
    void messagesWithoutASubjectAreNotGathered() {
        assertThat(references(message(1, "a", ""), message(2, "b", ""))).isEqualTo("(1)(2)");
    }

    @Test
    void twoGroupsOfRepliesToMissingMessagesAreOneByTheirSubject() {
        assertThat(references(
                        reply(1, "a", "s", "x"),
                        reply(2, "b", "s", "x"),
                        reply(3, "c", "s", "y"),
                        reply(4, "d", "s", "y"),
                        message(5, "e", "s")))
                .isEqualTo("((1)(2)(3)(4)(5))");
    }

    @Test
    void orderedSubjectHasTheOldestOfASubjectAndAllOthersBelow() {
        List<ThreadableMessage> messages = List.of(
                message(1, "a", "s"),
                message(2, "b", "t"),
                reply(3, "c", "s"),
                reply(4, "d", "s"),
                message(5, "e", "u"));

        assertThat(ThreadAlgorithm.ORDEREDSUBJECT.threads(messages)).hasToString("(1 (3)(4))(2)(5)");
    }

    @Test
    void aThreadMayBeDeeperThanAStack() {
        List<ThreadableMessage> messages = new ArrayList<>();
        for (int i = 1; i <= 100_000; i++) {
            messages.add(message(i, "m" + i, "s", "m" + (i - 1)));
        }
        Collections.reverse(messages);

        assertThat(ThreadAlgorithm.REFERENCES.threads(messages).toString())
                .startsWith("(1 2 3 4")
                .endsWith(" 100000)");
    }

    @Provide
    Arbitrary<List<ThreadableMessage>> mailboxes() {
        Arbitrary<String> ids = Arbitraries.integers().between(1, 12).map(i -> "i" + i);
        return Combinators.combine(
                        Arbitraries.longs().between(0, 5),
                        Arbitraries.of("", "s", "t"),
                        Arbitraries.of(true, false),
                        ids.optional(0.9),
                        ids.list().ofMaxSize(4))
                .as((date, subject, reply, id, references) ->
                        new ThreadableMessage(1, date, subject, reply, id, references))
                .list()
                .ofMaxSize(15)
                .map(ThreadTest::numbered);
    }

    private static List<ThreadableMessage> numbered(List<ThreadableMessage> messages) {
        List<ThreadableMessage> numbered = new ArrayList<>();
        for (ThreadableMessage m : messages) {
            numbered.add(new ThreadableMessage(
                    numbered.size() + 1L, m.date(), m.subject(), m.reply(), m.messageId(), m.references()));
        }
        return numbered;
    }

    @Property(tries = 2_000)
    void everyMessageIsThereOnce(
            @ForAll("mailboxes") List<ThreadableMessage> messages, @ForAll ThreadAlgorithm algorithm) {
        String text = algorithm.threads(messages).toString();

        assertThat(NUMBER.matcher(text).results().map(result -> Long.parseLong(result.group())))
                .containsExactlyInAnyOrderElementsOf(
                        messages.stream().map(ThreadableMessage::number).toList());
        assertThat(text.chars().filter(c -> c == '(').count())
                .isEqualTo(text.chars().filter(c -> c == ')').count());
        assertThat(text).doesNotContain("()", "  ", "( ", " )");
    }

    @Test
    void idsAreReadFromWhateverStandsInAField() {
        assertThat(MessageIds.of("<a@b>\r\n <c@d>,<e@f>")).containsExactly("a@b", "c@d", "e@f");
        assertThat(MessageIds.of("Your message of Monday <\"a b\"@c> (comment <x>)"))
                .containsExactly("ab@c", "x");
        assertThat(MessageIds.of("<a <b@c> <d")).containsExactly("b@c");
        assertThat(MessageIds.of("<> none at all")).isEmpty();
        assertThat(MessageIds.of("<x@y> ".repeat(5_000))).hasSize(MessageIds.MOST);
    }

    private static ThreadableMessage message(long number, String id, String subject, String... references) {
        return new ThreadableMessage(number, number, subject, false, Optional.of(id), List.of(references));
    }

    private static ThreadableMessage reply(long number, String id, String subject, String... references) {
        return new ThreadableMessage(number, number, subject, true, Optional.of(id), List.of(references));
    }

    private static String references(ThreadableMessage... messages) {
        return ThreadAlgorithm.REFERENCES.threads(List.of(messages)).toString();
    }
}
