// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import static dev.sekisho.imap.parse.Parsing.command;
import static dev.sekisho.imap.parse.Parsing.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.imap.command.AccountCommand;
import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.command.MetadataDepth;
import dev.sekisho.imap.command.NotifyEvent;
import dev.sekisho.imap.command.NotifyEvent.Kind;
import dev.sekisho.imap.command.NotifyGroup;
import dev.sekisho.imap.command.NotifyMailboxes;
import dev.sekisho.imap.command.QresyncParameters;
import dev.sekisho.imap.command.SelectParameters;
import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.imap.command.StoreMode;
import dev.sekisho.imap.fetch.FetchAttribute;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.imap.value.SequenceSet;
import dev.sekisho.imap.value.SpecialUse;
import dev.sekisho.imap.value.StatusItem;
import dev.sekisho.policy.imap.ImapVerb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImapCommandParserTest {
    private static final MailboxName BOX = new MailboxName("box");

    @ParameterizedTest
    @ValueSource(strings = {"NOOP", "noop", "NoOp", "NOOP ", "NOOP   "})
    void verbsAreReadInAnyCaseOfLettersAndBlanksAtTheEndMeanNothing(String line) {
        assertThat(command(line)).isEqualTo(new SessionCommand.Noop());
    }

    @ParameterizedTest
    @EnumSource(ImapVerb.class)
    void everyVerbWithAWrongArgumentIsRefusedByItsName(ImapVerb verb) {
        ParseFailure failure = failure(verb.name() + " (");

        assertThat(failure.tag()).isEqualTo("a");
        assertThat(failure.verb()).isEqualTo(verb);
        assertThat(failure.status()).isEqualTo(ReplyStatus.BAD);
        assertThat(failure.text()).isNotEmpty();
        assertThat(failure.ends()).isFalse();
    }

    @Test
    void theWorkOfOneCommandIsBounded() {
        String texts = " NOT TEXT x".repeat(32);
        assertThat(command("SEARCH" + texts)).isNotNull();
        ParseFailure search = failure("SEARCH" + texts + " BODY x");
        assertThat(search.status()).isEqualTo(ReplyStatus.NO);
        assertThat(search.code()).contains(ResponseCode.LIMIT);
        String items =
                IntStream.range(1, 201).mapToObj(i -> "BODY.PEEK[" + i + "]").collect(Collectors.joining(" "));
        assertThat(command("FETCH 1 (" + items + ")")).isNotNull();
        ParseFailure fetch = failure("FETCH 1 (" + items + " UID)");
        assertThat(fetch.status()).isEqualTo(ReplyStatus.NO);
        assertThat(fetch.code()).contains(ResponseCode.LIMIT);
    }

    @Test
    void aPartNumberThatIsTooLargeIsNotTakenForAnother() {
        assertThat(failure("FETCH 1 BODY[4294967295]").text()).contains("a part number of at most 2147483647");
    }

    @Test
    void aFailureSaysPositionFoundAndExpected() {
        assertThat(failure("FETCH 1 (FLAGS").text()).isEqualTo("position 17: found the end; expected ')'");
        assertThat(failure("STORE 1 FLUGS x").text()).isEqualTo("position 11: found 'FLUGS x'; expected FLAGS");
        assertThat(failure("FETCH 0 FLAGS").text()).isEqualTo("position 9: found '0 FLAGS'; expected a sequence set");
        assertThat(failure("NOOP now").text()).isEqualTo("position 8: found 'now'; expected the end of the command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGIN user \"secret", "LOGIN user secret secret", "AUTHENTICATE PLAIN secret secret"})
    void aFailureDoesNotTellASecret(String line) {
        assertThat(failure(line).text()).doesNotContain("secret");
        assertThat(command("LOGIN user secret").toString()).doesNotContain("secret");
        assertThat(command("AUTHENTICATE PLAIN secret").toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "+ NOOP\r\n", "a+b NOOP\r\n", "* NOOP\r\n", "\u00e4 NOOP\r\n", " NOOP\r\n", ""})
    void withoutATagTheAnswerHasNone(String octets) {
        ParseFailure failure =
                ImapCommandParser.parse(Parsing.octets(octets), Parsing.REV1).fold(parsed -> null, failed -> failed);

        assertThat(failure).isNotNull();
        assertThat(failure.tag()).isEqualTo("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1\r\n", "a1\n", "a1"})
    void aTagAloneIsAnsweredByIt(String octets) {
        ParseFailure failure =
                ImapCommandParser.parse(Parsing.octets(octets), Parsing.REV1).fold(parsed -> null, failed -> failed);

        assertThat(failure).isNotNull();
        assertThat(failure.tag()).isEqualTo("a1");
    }

    @Test
    void loginTakesAtomsStringsAndLiteralsOfUtf8() {
        assertThat(command("LOGIN bob {10}\r\nGünther-1")).isEqualTo(new SessionCommand.Login("bob", "Günther-1"));
        assertThat(command("LOGIN \"b\\\"o\\\\b\" \"\"")).isEqualTo(new SessionCommand.Login("b\"o\\b", ""));
        assertThat(command("LOGIN bob@example.org nil]"))
                .isEqualTo(new SessionCommand.Login("bob@example.org", "nil]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{99999999999999999999}\r\nabc", "{4}\r\nabc", "{0}", "{0}x", "{3}\nabc", "{-1}\r\nabc", "{}\r\n"
            })
    void aLiteralThatIsNotThereIsRefused(String literal) {
        assertThat(failure("CREATE " + literal).status()).isEqualTo(ReplyStatus.BAD);
    }

    @Test
    void octetsThatAreNotUtf8AreRefused() {
        byte[] octets = {'a', ' ', 'L', 'O', 'G', 'I', 'N', ' ', 'b', ' ', '"', (byte) 0xc3, '"', '\r', '\n'};

        String text = ImapCommandParser.parse(octets, Parsing.REV1).fold(parsed -> "", ParseFailure::text);
        assertThat(text).contains("not UTF-8");
    }

    @Test
    void authenticateMayHaveAResponse() {
        assertThat(command("AUTHENTICATE plain")).isEqualTo(new SessionCommand.Authenticate("PLAIN", Optional.empty()));
        assertThat(command("AUTHENTICATE PLAIN ="))
                .isEqualTo(new SessionCommand.Authenticate("PLAIN", Optional.of("=")));
        assertThat(command("AUTHENTICATE PLAIN AGEAYg=="))
                .isEqualTo(new SessionCommand.Authenticate("PLAIN", Optional.of("AGEAYg==")));
    }

    @Test
    void idEnableAndCompressAreRead() {
        assertThat(command("ID NIL")).isEqualTo(new SessionCommand.Id(Map.of()));
        assertThat(command("ID ()")).isEqualTo(new SessionCommand.Id(Map.of()));
        assertThat(command("ID (\"name\" \"x\" \"version\" NIL)"))
                .isEqualTo(new SessionCommand.Id(Map.of("name", "x")));
        assertThat(failure("ID (" + "\"a\" NIL ".repeat(31).strip() + ")").text())
                .contains("at most 30");
        assertThat(command("ENABLE condstore UTF8=ACCEPT"))
                .isEqualTo(new SessionCommand.Enable(List.of("CONDSTORE", "UTF8=ACCEPT")));
        assertThat(command("COMPRESS deflate")).isEqualTo(new SessionCommand.Compress("DEFLATE"));
    }

    @Test
    void namesAreModifiedUtf7UntilUtf8IsEnabled() {
        assertThat(command("DELETE &ZeVnLIqe-")).isEqualTo(new MailboxCommand.Delete(new MailboxName("日本語")));
        assertThat(command("DELETE R&D", Parsing.UTF8)).isEqualTo(new MailboxCommand.Delete(new MailboxName("R&D")));
        assertThat(command("DELETE \"日本語\"", Parsing.UTF8))
                .isEqualTo(new MailboxCommand.Delete(new MailboxName("日本語")));
        assertThat(command("SUBSCRIBE inbox")).isEqualTo(new MailboxCommand.Subscribe(MailboxName.INBOX));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT R&D|NONEXISTENT",
                "STATUS R&D (MESSAGES)|NONEXISTENT",
                "DELETE \"\"|NONEXISTENT",
                "COPY 1 \"a\tb\"|NONEXISTENT",
                "CREATE R&D|CANNOT",
                "RENAME x R&D|CANNOT",
                "RENAME R&D x|NONEXISTENT"
            })
    void aNameThatCannotBeDecodedIsNoNameOfAMailbox(String line, String code) {
        ParseFailure failure = failure(line);

        assertThat(failure.status()).isEqualTo(ReplyStatus.NO);
        assertThat(failure.code()).contains(new ResponseCode(code));
    }

    @Test
    void createHasUsesAndMayEndInTheSeparator() {
        assertThat(command("CREATE box.")).isEqualTo(new MailboxCommand.Create(BOX, true, Set.of()));
        assertThat(command("CREATE box (USE (\\sent \\Drafts))"))
                .isEqualTo(new MailboxCommand.Create(BOX, false, Set.of(SpecialUse.SENT, SpecialUse.DRAFTS)));
        assertThat(failure("CREATE box (USE (\\Foo))").code()).contains(ResponseCode.USEATTR);
    }

    @Test
    void selectHasTheParametersOfRfc7162() {
        assertThat(command("SELECT box")).isEqualTo(new MailboxCommand.Select(BOX, false, SelectParameters.NONE));
        assertThat(command("EXAMINE box (CONDSTORE)"))
                .isEqualTo(new MailboxCommand.Select(BOX, true, new SelectParameters(true, Optional.empty())));
        assertThat(command("SELECT box (QRESYNC (67890007 90060115194045000 41:211,214:541))"))
                .isEqualTo(select(new QresyncParameters(
                        67890007,
                        90060115194045000L,
                        Optional.of(NumberRanges.range(41, 211).union(NumberRanges.range(214, 541))),
                        Optional.empty())));
        assertThat(command("SELECT box (QRESYNC (1 2 3:5 (1,3 7,9)) CONDSTORE)").toString())
                .contains("numbers=1,3, uids=7,9");
        assertThat(command("SELECT box (QRESYNC (1 2 (1 7)))").toString()).contains("numbers=1, uids=7");
        assertThat(failure("SELECT box (QRESYNC (1 2 1:3 (1 7:8)))").text()).contains("as many UIDs");
        assertThat(failure("SELECT box (QRESYNC (1 2 1:*))").text()).contains("without '*'");
    }

    private static MailboxCommand.Select select(QresyncParameters qresync) {
        return new MailboxCommand.Select(BOX, false, new SelectParameters(false, Optional.of(qresync)));
    }

    @Test
    void statusHasItems() {
        assertThat(command("STATUS box (uidnext MESSAGES)"))
                .isEqualTo(new MailboxCommand.Status(BOX, Set.of(StatusItem.UIDNEXT, StatusItem.MESSAGES)));
        assertThat(failure("STATUS box ()").text()).contains("an item of STATUS");
        assertThat(failure("STATUS box (FOO)").text()).contains("a known item");
    }

    @Test
    void storeAddsRemovesOrReplacesFlags() {
        SequenceSet one = SequenceSet.of(NumberRanges.of(1));
        assertThat(command("STORE 1 +flags.silent (\\Deleted $Work)"))
                .isEqualTo(new MessageCommand.Store(
                        one,
                        StoreMode.ADD,
                        true,
                        Set.of(Flag.DELETED, new Flag("$Work")),
                        OptionalLong.empty(),
                        false));
        assertThat(command("UID STORE 1 -FLAGS \\Seen \\Draft"))
                .isEqualTo(new MessageCommand.Store(
                        one, StoreMode.REMOVE, false, Set.of(Flag.SEEN, Flag.DRAFT), OptionalLong.empty(), true));
        assertThat(command("STORE 1 (UNCHANGEDSINCE 0) FLAGS ()"))
                .isEqualTo(
                        new MessageCommand.Store(one, StoreMode.REPLACE, false, Set.of(), OptionalLong.of(0), false));
    }

    @Test
    void uidStandsBeforeSomeVerbsAlone() {
        assertThat(command("UID EXPUNGE 5"))
                .isEqualTo(new MessageCommand.Expunge(Optional.of(SequenceSet.of(NumberRanges.of(5)))));
        assertThat(command("EXPUNGE")).isEqualTo(new MessageCommand.Expunge(Optional.empty()));
        assertThat(command("UID MOVE $ box")).isEqualTo(new MessageCommand.Move(SequenceSet.SAVED_RESULT, BOX, true));
        assertThat(failure("UID NOOP").text()).contains("UID before a command");
        assertThat(failure("UID").verb()).isEqualTo(ImapVerb.UNKNOWN);
    }

    @Test
    void quotaAndMetadataAreRead() {
        assertThat(command("GETQUOTA \"\"")).isEqualTo(new AccountCommand.GetQuota(""));
        assertThat(command("SETQUOTA \"\" (STORAGE 512)"))
                .isEqualTo(new AccountCommand.SetQuota("", Map.of("STORAGE", 512L)));
        assertThat(command("GETMETADATA (MAXSIZE 1024 DEPTH infinity) box (/shared/Comment /private/x)"))
                .isEqualTo(new AccountCommand.GetMetadata(
                        Optional.of(BOX),
                        OptionalLong.of(1024),
                        MetadataDepth.INFINITY,
                        List.of("/shared/comment", "/private/x")));
        assertThat(command("SETMETADATA \"\" (/private/comment NIL /shared/x \"y\")"))
                .isEqualTo(new AccountCommand.SetMetadata(
                        Optional.empty(), Map.of("/private/comment", Optional.empty(), "/shared/x", Optional.of("y"))));
        assertThat(failure("GETMETADATA box /private/a//b").text()).contains("a metadata entry below");
    }

    @Test
    void notifyNamesEventsOfMailboxes() {
        assertThat(command("NOTIFY NONE")).isEqualTo(new SessionCommand.Notify(false, List.of()));
        assertThat(command("NOTIFY SET STATUS (selected (MessageNew (uid flags) MessageExpunge))"
                        + " (subtree (Lists) (MailboxName)) (inboxes NONE)"))
                .isEqualTo(new SessionCommand.Notify(
                        true,
                        List.of(
                                new NotifyGroup(
                                        new NotifyMailboxes(NotifyMailboxes.Kind.SELECTED, List.of()),
                                        List.of(
                                                new NotifyEvent(
                                                        Kind.MESSAGE_NEW,
                                                        List.of(FetchAttribute.UID, FetchAttribute.FLAGS)),
                                                new NotifyEvent(Kind.MESSAGE_EXPUNGE, List.of()))),
                                new NotifyGroup(
                                        new NotifyMailboxes(
                                                NotifyMailboxes.Kind.SUBTREE, List.of(new MailboxName("Lists"))),
                                        List.of(new NotifyEvent(Kind.MAILBOX_NAME, List.of()))),
                                new NotifyGroup(
                                        new NotifyMailboxes(NotifyMailboxes.Kind.INBOXES, List.of()), List.of()))));
        assertThat(failure("NOTIFY SET (nobody NONE)").text()).contains("SUBTREE or MAILBOXES before this");
        assertThat(failure("NOTIFY SET (personal (Other))").code()).contains(ResponseCode.badEvent(Kind.words()));
        for (String wrong : List.of(
                "(personal (MessageNew))",
                "(personal (FlagChange))",
                "(personal (MessageNew (UID) MessageExpunge))",
                "(selected (MailboxName))",
                "(selected NONE) (selected NONE)")) {
            assertThat(failure("NOTIFY SET " + wrong).status()).isEqualTo(ReplyStatus.BAD);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1",
                "1:3|1:3",
                "3:1|1:3",
                "*|*",
                "2,*|2,*",
                "5:*,9:*|5:*",
                "*:4|4:*",
                "*:*|*",
                "1,2,3|1:3",
                "4294967295|4294967295",
                "7,1,3:4|1,3:4,7"
            })
    void setsOfMessagesAreSorted(String written, String read) {
        assertThat(command("COPY " + written + " box").toString()).contains("messages=" + read + ", mailbox");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1:",
                ":1",
                "1,",
                "4294967296",
                "99999999999999999999999",
                "1:0",
                "-1",
                "$,1",
                "1,$",
                "**",
                ""
            })
    void whatIsNoSetIsRefused(String set) {
        assertThat(failure("COPY " + set + " box").status()).isEqualTo(ReplyStatus.BAD);
    }
}
