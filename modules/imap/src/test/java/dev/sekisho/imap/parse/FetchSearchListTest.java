// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import static dev.sekisho.imap.parse.Parsing.command;
import static dev.sekisho.imap.parse.Parsing.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.fetch.BinarySection;
import dev.sekisho.imap.fetch.BinarySize;
import dev.sekisho.imap.fetch.BodySection;
import dev.sekisho.imap.fetch.FetchAttribute;
import dev.sekisho.imap.fetch.FetchItem;
import dev.sekisho.imap.fetch.FetchModifiers;
import dev.sekisho.imap.fetch.PartNumber;
import dev.sekisho.imap.fetch.Partial;
import dev.sekisho.imap.fetch.Section;
import dev.sekisho.imap.list.ListParameters;
import dev.sekisho.imap.list.ListParameters.Return;
import dev.sekisho.imap.list.ListParameters.Selection;
import dev.sekisho.imap.list.MailboxPattern;
import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.imap.search.SearchKey.DateField;
import dev.sekisho.imap.search.SearchKey.DateRelation;
import dev.sekisho.imap.search.SearchReturn;
import dev.sekisho.imap.search.SearchReturn.Option;
import dev.sekisho.imap.sort.SortCriterion;
import dev.sekisho.imap.sort.SortKey;
import dev.sekisho.imap.thread.ThreadAlgorithm;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.imap.value.SequenceSet;
import dev.sekisho.imap.value.StatusItem;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchSearchListTest {
    private static final SequenceSet ONE = SequenceSet.of(NumberRanges.of(1));

    @Test
    void macrosOfFetchAreExpanded() {
        List<FetchItem> fast = List.of(FetchAttribute.FLAGS, FetchAttribute.INTERNALDATE, FetchAttribute.RFC822_SIZE);
        assertThat(command("FETCH 1 fast")).isEqualTo(fetch(fast));
        assertThat(command("FETCH 1 ALL"))
                .isEqualTo(fetch(List.of(fast.get(0), fast.get(1), fast.get(2), FetchAttribute.ENVELOPE)));
        assertThat(command("FETCH 1 FULL"))
                .isEqualTo(fetch(
                        List.of(fast.get(0), fast.get(1), fast.get(2), FetchAttribute.ENVELOPE, FetchAttribute.BODY)));
        assertThat(failure("FETCH 1 (ALL)").text()).contains("a known item");
    }

    @Test
    void itemsOfFetchAreReadEachOnce() {
        assertThat(command("FETCH 1 (UID flags UID MODSEQ PREVIEW (LAZY) EMAILID BODY BODYSTRUCTURE rfc822.header)"))
                .isEqualTo(fetch(List.of(
                        FetchAttribute.UID,
                        FetchAttribute.FLAGS,
                        FetchAttribute.MODSEQ,
                        FetchAttribute.PREVIEW_LAZY,
                        FetchAttribute.EMAILID,
                        FetchAttribute.BODY,
                        FetchAttribute.BODYSTRUCTURE,
                        FetchAttribute.RFC822_HEADER)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BODY[]||ALL|",
                "body[TEXT]||TEXT|",
                "BODY[HEADER]||HEADER|",
                "BODY[1]|1|ALL|",
                "BODY[1.2.3]|1.2.3|ALL|",
                "BODY[1.MIME]|1|MIME|",
                "BODY[2.HEADER]|2|HEADER|",
                "BODY[HEADER.FIELDS (From To)]||HEADER_FIELDS|From To"
            })
    void sectionsAreRead(String written, String part, String text, String fields) {
        Integer[] numbers = Arrays.stream(part == null ? new String[0] : part.split("\\."))
                .map(Integer::valueOf)
                .toArray(Integer[]::new);
        List<String> names = fields == null ? List.of() : List.of(fields.split(" "));
        Section section = new Section(PartNumber.of(numbers), Section.Text.valueOf(text), names);

        assertThat(command("FETCH 1 " + written))
                .isEqualTo(fetch(List.of(new BodySection(section, false, Optional.empty()))));
    }

    @Test
    void namesOfFieldsMayBeStrings() {
        Section section = new Section(PartNumber.of(4), Section.Text.HEADER_FIELDS_NOT, List.of("x y", "z"));

        assertThat(command("FETCH 1 BODY[4.header.fields.not (\"x y\" {1}\r\nz)]"))
                .isEqualTo(fetch(List.of(new BodySection(section, false, Optional.empty()))));
    }

    @Test
    void partsOfSectionsAndBinariesAreRead() {
        assertThat(command("FETCH 1 (BODY.PEEK[]<0.5> BINARY[1]<5.1> BINARY.PEEK[] BINARY.SIZE[1.2])"))
                .isEqualTo(fetch(List.of(
                        new BodySection(Section.WHOLE, true, Optional.of(new Partial(0, 5))),
                        new BinarySection(PartNumber.of(1), false, Optional.of(new Partial(5, 1))),
                        new BinarySection(PartNumber.WHOLE, true, Optional.empty()),
                        new BinarySize(PartNumber.of(1, 2)))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BODY[MIME]", "BODY[0]", "BODY[1.]", "BODY[.1]", "BODY[1", "BODY[]<1>", "BODY[]<0.0>",
                        "BODY[HEADER.FIELDS ()]",
                "BODY[HEADER.FIELDS]", "BODY[TEXT.1]", "BODYPEEK[]", "BODY.PEEK", "()", "(FLAGS", "FLAGS)",
                        "PREVIEW (EAGER)",
                "(FLAGS  UID)", "BINARY[TEXT]", "FLAGS (CHANGEDSINCE)", "FLAGS (VANISHED)"
            })
    void whatIsNoItemIsRefused(String items) {
        assertThat(failure("FETCH 1 " + items).status()).isEqualTo(ReplyStatus.BAD);
    }

    @Test
    void fetchHasTheModifiersOfRfc7162() {
        assertThat(command("UID FETCH 1 FLAGS (CHANGEDSINCE 5 VANISHED)"))
                .isEqualTo(new MessageCommand.Fetch(
                        ONE, List.of(FetchAttribute.FLAGS), new FetchModifiers(OptionalLong.of(5), true), true));
        assertThat(failure("FETCH 1 FLAGS (CHANGEDSINCE 5 VANISHED)").text()).contains("expected CHANGEDSINCE");
        assertThat(failure("UID FETCH 1 FLAGS (VANISHED)").text()).contains("CHANGEDSINCE with VANISHED");
    }

    private static MessageCommand.Fetch fetch(List<FetchItem> items) {
        return new MessageCommand.Fetch(ONE, items, FetchModifiers.NONE, false);
    }

    @Test
    void searchKeysAreATree() {
        assertThat(command("SEARCH unseen OR (FROM bob $) NOT 2:4 UID 7 KEYWORD $Work"))
                .isEqualTo(search(new SearchKey.And(List.of(
                        new SearchKey.Not(new SearchKey.HasFlag(Flag.SEEN)),
                        new SearchKey.Or(
                                new SearchKey.And(List.of(
                                        new SearchKey.Header("FROM", "bob"),
                                        new SearchKey.Messages(SequenceSet.SAVED_RESULT, false))),
                                new SearchKey.Not(
                                        new SearchKey.Messages(SequenceSet.of(NumberRanges.range(2, 4)), false))),
                        new SearchKey.Messages(SequenceSet.of(NumberRanges.of(7)), true),
                        new SearchKey.HasFlag(new Flag("$Work"))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALL",
                "ANSWERED",
                "DELETED",
                "DRAFT",
                "FLAGGED",
                "NEW",
                "OLD",
                "RECENT",
                "SEEN",
                "UNANSWERED",
                "UNDELETED",
                "UNDRAFT",
                "UNFLAGGED",
                "UNSEEN",
                "BCC x",
                "CC x",
                "FROM x",
                "SUBJECT x",
                "TO x",
                "HEADER x \"\"",
                "BODY x",
                "TEXT x",
                "BEFORE 1-Feb-2025",
                "ON 01-feb-2025",
                "SINCE \"1-Feb-2025\"",
                "SENTBEFORE 1-Feb-2025",
                "SENTON 1-Feb-2025",
                "SENTSINCE 1-Feb-2025",
                "SAVEDBEFORE 1-Feb-2025",
                "SAVEDON 1-Feb-2025",
                "SAVEDSINCE 1-Feb-2025",
                "SAVEDATESUPPORTED",
                "KEYWORD x",
                "UNKEYWORD x",
                "LARGER 1",
                "SMALLER 0",
                "YOUNGER 1",
                "OLDER 1",
                "MODSEQ 0",
                "MODSEQ \"/flags/\\\\draft\" all 5",
                "EMAILID M1",
                "THREADID T1",
                "1:*",
                "$",
                "UID 5:*",
                "NOT ALL",
                "OR ALL ALL",
                "(ALL)"
            })
    void everyKeyIsRead(String key) {
        assertThat(command("SEARCH " + key)).isInstanceOf(MessageCommand.Search.class);
        assertThat(command("UID SEARCH RETURN (MIN MAX) CHARSET UTF-8 NOT (" + key + " ALL)")
                        .toString())
                .contains("Not[");
        assertThat(failure("SEARCH " + key + " FOO").text()).contains("a known search key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FOO",
                "NOT",
                "OR ALL",
                "(ALL",
                "()",
                "ON 31-Feb-2025",
                "ON 1-Foo-2025",
                "LARGER x",
                "YOUNGER 0",
                "FROM"
            })
    void whatIsNoKeyIsRefused(String key) {
        assertThat(failure("SEARCH " + key).status()).isEqualTo(ReplyStatus.BAD);
    }

    @Test
    void aSearchHasABoundedDepthAndNumberOfKeys() {
        assertThat(command("SEARCH " + "NOT ".repeat(256) + "ALL")).isNotNull();
        assertThat(failure("SEARCH " + "NOT ".repeat(257) + "ALL").text()).contains("at most 256 levels");
        assertThat(failure("SEARCH " + "(".repeat(257) + "ALL" + ")".repeat(257))
                        .text())
                .contains("at most 256 levels");
        assertThat(failure("SEARCH " + "ALL ".repeat(2049).strip()).text()).contains("at most 2048 search keys");
    }

    @Test
    void datesOfASearchAreDays() {
        assertThat(command("SEARCH SENTSINCE 3-Feb-2025"))
                .isEqualTo(search(new SearchKey.Dated(DateField.SENT, DateRelation.SINCE, LocalDate.of(2025, 2, 3))));
    }

    @Test
    void textsOfASearchAreInItsCharset() {
        byte[] text = "日本".getBytes(Charset.forName("ISO-2022-JP"));
        byte[] begin = Parsing.octets("a SEARCH CHARSET iso-2022-jp SUBJECT {" + text.length + "}\r\n");
        byte[] line = new byte[begin.length + text.length + 2];
        System.arraycopy(begin, 0, line, 0, begin.length);
        System.arraycopy(text, 0, line, begin.length, text.length);
        line[line.length - 2] = '\r';
        line[line.length - 1] = '\n';

        assertThat(ImapCommandParser.parse(line, Parsing.REV1))
                .isEqualTo(new ParsedCommand("a", search(new SearchKey.Header("SUBJECT", "日本"))));
        assertThat(command("SEARCH SUBJECT \"Grüße\"")).isEqualTo(search(new SearchKey.Header("SUBJECT", "Grüße")));
        assertThat(failure("SEARCH CHARSET x-none ALL").code()).contains(ResponseCode.BADCHARSET);
        assertThat(failure("SORT (DATE) x-none ALL").status()).isEqualTo(ReplyStatus.NO);
    }

    @Test
    void resultsOfASearchAreNamed() {
        assertThat(command("SEARCH RETURN () ALL"))
                .isEqualTo(new MessageCommand.Search(
                        SearchKey.ALL, Optional.of(new SearchReturn(Set.of(Option.ALL))), false));
        assertThat(command("UID SEARCH RETURN (SAVE COUNT) ALL"))
                .isEqualTo(new MessageCommand.Search(
                        SearchKey.ALL, Optional.of(new SearchReturn(Set.of(Option.SAVE, Option.COUNT))), true));
        assertThat(failure("SEARCH RETURN (FOO) ALL").text()).contains("a known result option");
    }

    private static MessageCommand.Search search(SearchKey key) {
        return new MessageCommand.Search(key, Optional.empty(), false);
    }

    @Test
    void sortAndThreadAreRead() {
        assertThat(command("UID SORT (REVERSE date SUBJECT DATE) UTF-8 ALL"))
                .isEqualTo(new MessageCommand.Sort(
                        List.of(new SortCriterion(SortKey.DATE, true), new SortCriterion(SortKey.SUBJECT, false)),
                        SearchKey.ALL,
                        true));
        assertThat(command("THREAD references us-ascii 1"))
                .isEqualTo(new MessageCommand.Thread(
                        ThreadAlgorithm.REFERENCES, new SearchKey.Messages(ONE, false), false));
        assertThat(failure("SORT () UTF-8 ALL").text()).contains("a sort key");
        assertThat(failure("THREAD FOO UTF-8 ALL").text()).contains("ORDEREDSUBJECT or REFERENCES");
    }

    @Test
    void listHasAReferenceAndAPattern() {
        assertThat(command("LIST \"\" inbox")).isEqualTo(list(plain("inbox"), false));
        assertThat(command("LIST a. %")).isEqualTo(list(plain("a.%"), false));
        assertThat(command("LIST \"\" \"\"")).isEqualTo(list(List.of(MailboxPattern.NOTHING), true));
        assertThat(command("LIST \"\" R&D")).isEqualTo(list(List.of(MailboxPattern.NOTHING), false));
        assertThat(command("LIST \"\" &ZeVnLIqe-*")).isEqualTo(list(plain("日本語*"), false));
        assertThat(command("LSUB \"\" *")).isEqualTo(new MailboxCommand.Lsub(new MailboxPattern("*")));
    }

    @Test
    void listHasTheOptionsOfRfc5258() {
        assertThat(command(
                        "LIST (SUBSCRIBED recursivematch) \"\" (% a*) RETURN (CHILDREN STATUS (MESSAGES) SPECIAL-USE)"))
                .isEqualTo(new MailboxCommand.ListCommand(new ListParameters(
                        Set.of(Selection.SUBSCRIBED, Selection.RECURSIVEMATCH),
                        List.of(new MailboxPattern("%"), new MailboxPattern("a*")),
                        Set.of(Return.CHILDREN, Return.SPECIAL_USE),
                        Set.of(StatusItem.MESSAGES),
                        true,
                        false)));
        assertThat(command("LIST () \"\" * RETURN ()").toString()).contains("extended=true");
        assertThat(failure("LIST (RECURSIVEMATCH) \"\" *").text()).contains("another selection option");
        assertThat(failure("LIST (FOO) \"\" *").text()).contains("a known selection option");
        assertThat(failure("LIST \"\" * RETURN (FOO)").text()).contains("a known return option");
        assertThat(failure("LIST \"\" (" + "* ".repeat(101).strip() + ")").text())
                .contains("at most 100 patterns");
    }

    private static List<MailboxPattern> plain(String pattern) {
        return List.of(new MailboxPattern(pattern));
    }

    private static MailboxCommand.ListCommand list(List<MailboxPattern> patterns, boolean separatorAlone) {
        return new MailboxCommand.ListCommand(
                new ListParameters(Set.of(), patterns, Set.of(), Set.of(), false, separatorAlone));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3-Feb-2025 18:28:47 +0000|2025-02-03T18:28:47Z",
                "' 3-Feb-2025 18:28:47 +0900'|2025-02-03T18:28:47+09:00",
                "03-FEB-2025 8:28:47 -0330|2025-02-03T08:28:47-03:30",
                "31-Dec-2016 23:59:60 +0000|2016-12-31T23:59:59Z"
            })
    void datesOfAppendAreReadInAllFormsThatClientsWrite(String written, String date) {
        assertThat(Parsing.session(
                        Parsing.octets("a APPEND x (\\Seen) \"" + written + "\" {1+}\r\nx\r\n"), Parsing.LIMITS, 99))
                .last()
                .asString()
                .contains("date=Optional[" + date + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30-Feb-2025 18:28:47 +0000",
                "3-Feb-2025 25:28:47 +0000",
                "3-Feb-2025 18:28:47 +9900",
                "3-Feb-2025",
                "x"
            })
    void whatIsNoDateIsRefusedBeforeTheMessageIsSent(String written) {
        assertThat(Parsing.session(
                        Parsing.octets("a APPEND x \"" + written + "\" {1}\r\nb NOOP\r\n"), Parsing.LIMITS, 99))
                .containsExactly("a BAD", "b Noop[]");
    }
}
