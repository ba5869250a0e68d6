// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.AccountCommand;
import dev.sekisho.imap.command.AppendMessage;
import dev.sekisho.imap.command.ImapCommandVisitor;
import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.command.MessagePart;
import dev.sekisho.imap.command.NotifyEvent;
import dev.sekisho.imap.command.NotifyGroup;
import dev.sekisho.imap.command.NotifyMailboxes;
import dev.sekisho.imap.command.QresyncParameters;
import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.imap.fetch.FetchItem;
import dev.sekisho.imap.list.ListParameters;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.ModifiedUtf7;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes commands as clients do, in one of the forms that the grammar has for each. */
final class CommandPrinter implements ImapCommandVisitor<String> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d-MMM-yyyy HH:mm:ss xx", Locale.ENGLISH);

    private final Random random;
    private final StringForms strings;

    CommandPrinter(long seed) {
        this.random = new Random(seed);
        this.strings = new StringForms(random);
    }

    private String astring(String text) {
        return strings.astring(text);
    }

    private String mailbox(MailboxName name) {
        return astring(name.modifiedUtf7());
    }

    private static <T> String list(Collection<T> values, Function<T, String> form) {
        return values.stream().map(form).collect(Collectors.joining(" ", "(", ")"));
    }

    private String word(String word) {
        return random.nextBoolean() ? word : word.toLowerCase(Locale.ROOT);
    }

    private static String uid(boolean uid) {
        return uid ? "UID " : "";
    }

    @Override
    public String capability(SessionCommand.Capability command) {
        return word("CAPABILITY");
    }

    @Override
    public String noop(SessionCommand.Noop command) {
        return word("NOOP");
    }

    @Override
    public String logout(SessionCommand.Logout command) {
        return word("LOGOUT");
    }

    @Override
    public String id(SessionCommand.Id command) {
        List<String> pairs = new ArrayList<>();
        command.fields().forEach((field, value) -> pairs.add(strings.string(field) + " " + strings.string(value)));
        return pairs.isEmpty() ? "ID NIL" : "ID (" + String.join(" ", pairs) + ")";
    }

    @Override
    public String startTls(SessionCommand.StartTls command) {
        return word("STARTTLS");
    }

    @Override
    public String authenticate(SessionCommand.Authenticate command) {
        return "AUTHENTICATE " + command.mechanism()
                + command.initialResponse().map(response -> " " + response).orElse("");
    }

    @Override
    public String login(SessionCommand.Login command) {
        return "LOGIN " + astring(command.user()) + " " + astring(command.password());
    }

    @Override
    public String enable(SessionCommand.Enable command) {
        return "ENABLE " + String.join(" ", command.capabilities());
    }

    @Override
    public String idle(SessionCommand.Idle command) {
        return word("IDLE");
    }

    @Override
    public String compress(SessionCommand.Compress command) {
        return "COMPRESS " + command.algorithm();
    }

    @Override
    public String notify(SessionCommand.Notify command) {
        if (command.groups().isEmpty()) {
            return "NOTIFY NONE";
        }
        return "NOTIFY SET " + (command.status() ? "STATUS " : "")
                + command.groups().stream().map(this::group).collect(Collectors.joining(" "));
    }

    private String group(NotifyGroup group) {
        NotifyMailboxes mailboxes = group.mailboxes();
        String names = mailboxes.names().isEmpty() ? "" : " " + list(mailboxes.names(), this::mailbox);
        String events = group.events().isEmpty() ? "NONE" : list(group.events(), CommandPrinter::event);
        return "(" + word(mailboxes.kind().name().replace('_', '-')) + names + " " + events + ")";
    }

    private static String event(NotifyEvent event) {
        String items = event.items().isEmpty() ? "" : " " + items(event.items());
        return event.kind().name().replace("_", "") + items;
    }

    private static String items(List<FetchItem> items) {
        return list(items, item -> item.accept(new FetchItemPrinter()));
    }

    @Override
    public String select(MailboxCommand.Select command) {
        List<String> parameters = new ArrayList<>();
        if (command.parameters().condstore()) {
            parameters.add("CONDSTORE");
        }
        command.parameters().qresync().ifPresent(qresync -> parameters.add(qresync(qresync)));
        String verb = command.examine() ? "EXAMINE " : "SELECT ";
        return verb
                + mailbox(command.mailbox())
                + (parameters.isEmpty() ? "" : " (" + String.join(" ", parameters) + ")");
    }

    private static String qresync(QresyncParameters qresync) {
        return "QRESYNC (" + qresync.uidValidity() + " " + qresync.modSeq()
                + qresync.knownUids().map(uids -> " " + uids).orElse("")
                + qresync.match()
                        .map(match -> " (" + match.numbers() + " " + match.uids() + ")")
                        .orElse("") + ")";
    }

    @Override
    public String create(MailboxCommand.Create command) {
        String name = command.mailbox().modifiedUtf7() + (command.asParent() ? "." : "");
        String uses = list(command.uses(), use -> word(use.attribute()));
        return "CREATE " + astring(name) + (command.uses().isEmpty() ? "" : " (USE " + uses + ")");
    }

    @Override
    public String delete(MailboxCommand.Delete command) {
        return "DELETE " + mailbox(command.mailbox());
    }

    @Override
    public String rename(MailboxCommand.Rename command) {
        return "RENAME " + mailbox(command.from()) + " " + mailbox(command.to());
    }

    @Override
    public String subscribe(MailboxCommand.Subscribe command) {
        return "SUBSCRIBE " + mailbox(command.mailbox());
    }

    @Override
    public String unsubscribe(MailboxCommand.Unsubscribe command) {
        return "UNSUBSCRIBE " + mailbox(command.mailbox());
    }

    @Override
    public String list(MailboxCommand.ListCommand command) {
        ListParameters parameters = command.parameters();
        String patterns =
                list(parameters.patterns(), pattern -> strings.string(ModifiedUtf7.encode(pattern.pattern())));
        List<String> returns = new ArrayList<>();
        parameters.returns().forEach(option -> returns.add(option.name().replace('_', '-')));
        if (!parameters.status().isEmpty()) {
            returns.add("STATUS " + list(parameters.status(), item -> word(item.word())));
        }
        return "LIST " + list(parameters.selections(), option -> option.name().replace('_', '-')) + " \"\" " + patterns
                + " RETURN (" + String.join(" ", returns) + ")";
    }

    @Override
    public String lsub(MailboxCommand.Lsub command) {
        return "LSUB \"\" "
                + strings.string(ModifiedUtf7.encode(command.pattern().pattern()));
    }

    @Override
    public String status(MailboxCommand.Status command) {
        return "STATUS " + mailbox(command.mailbox()) + " " + list(command.items(), item -> word(item.word()));
    }

    @Override
    public String append(MailboxCommand.Append command) {
        return "APPEND " + mailbox(command.mailbox())
                + command.messages().stream().map(this::message).collect(Collectors.joining());
    }

    private String message(AppendMessage message) {
        String flags = message.flags().isEmpty() ? "" : " " + list(message.flags(), Flag::name);
        String date = message.date().map(this::time).orElse("");
        boolean whole = message.parts().size() == 1
                && message.parts().get(0).<Boolean>fold(text -> true, url -> false)
                && random.nextBoolean();
        return flags + date + " "
                + (whole
                        ? part(message.parts().get(0)).substring("TEXT ".length())
                        : "CATENATE " + list(message.parts(), this::part));
    }

    private String time(OffsetDateTime date) {
        return " \"" + (random.nextBoolean() && date.getDayOfMonth() < 10 ? " " : "") + TIME.format(date) + "\"";
    }

    private String part(MessagePart part) {
        return part.fold(
                text -> "TEXT " + (text.literal().binary() ? "~" : "") + "{"
                        + text.literal().size() + "+}\r\n"
                        + "x".repeat((int) text.literal().size()),
                url -> "URL " + astring(url.url()));
    }

    @Override
    public String namespace(AccountCommand.Namespace command) {
        return word("NAMESPACE");
    }

    @Override
    public String getQuota(AccountCommand.GetQuota command) {
        return "GETQUOTA " + astring(command.root());
    }

    @Override
    public String getQuotaRoot(AccountCommand.GetQuotaRoot command) {
        return "GETQUOTAROOT " + mailbox(command.mailbox());
    }

    @Override
    public String setQuota(AccountCommand.SetQuota command) {
        return "SETQUOTA " + astring(command.root()) + " "
                + list(command.limits().entrySet(), limit -> limit.getKey() + " " + limit.getValue());
    }

    @Override
    public String getMetadata(AccountCommand.GetMetadata command) {
        String depth = switch (command.depth()) {
            case ZERO -> "0";
            case ONE -> "1";
            case INFINITY -> "infinity";
        };
        String size =
                command.maxSize().isPresent() ? "MAXSIZE " + command.maxSize().getAsLong() + " " : "";
        return "GETMETADATA (" + size + "DEPTH " + depth + ") "
                + command.mailbox().map(this::mailbox).orElse("\"\"") + " " + list(command.entries(), this::astring);
    }

    @Override
    public String setMetadata(AccountCommand.SetMetadata command) {
        return "SETMETADATA " + command.mailbox().map(this::mailbox).orElse("\"\"") + " "
                + list(
                        command.entries().entrySet(),
                        entry -> astring(entry.getKey()) + " "
                                + entry.getValue().map(strings::string).orElse("NIL"));
    }

    @Override
    public String check(MessageCommand.Check command) {
        return word("CHECK");
    }

    @Override
    public String close(MessageCommand.Close command) {
        return word("CLOSE");
    }

    @Override
    public String unselect(MessageCommand.Unselect command) {
        return word("UNSELECT");
    }

    @Override
    public String expunge(MessageCommand.Expunge command) {
        return command.uids().map(uids -> "UID EXPUNGE " + uids).orElse("EXPUNGE");
    }

    @Override
    public String search(MessageCommand.Search command) {
        String returns = command.result()
                .map(result -> "RETURN " + list(result.options(), Enum::name) + " ")
                .orElse("");
        String charset = random.nextBoolean() ? "CHARSET UTF-8 " : "";
        return uid(command.uid()) + "SEARCH " + returns + charset
                + command.key().accept(new SearchKeyPrinter(strings));
    }

    @Override
    public String sort(MessageCommand.Sort command) {
        String criteria = list(
                command.criteria(),
                criterion -> (criterion.reverse() ? "REVERSE " : "")
                        + word(criterion.key().name()));
        return uid(command.uid()) + "SORT " + criteria + " UTF-8 "
                + command.key().accept(new SearchKeyPrinter(strings));
    }

    @Override
    public String thread(MessageCommand.Thread command) {
        return uid(command.uid()) + "THREAD " + command.algorithm() + " UTF-8 "
                + command.key().accept(new SearchKeyPrinter(strings));
    }

    @Override
    public String fetch(MessageCommand.Fetch command) {
        String modifiers = command.modifiers().changedSince().isEmpty()
                ? ""
                : " (CHANGEDSINCE " + command.modifiers().changedSince().getAsLong()
                        + (command.modifiers().vanished() ? " VANISHED)" : ")");
        return uid(command.uid()) + "FETCH " + command.messages() + " " + items(command.items()) + modifiers;
    }

    @Override
    public String store(MessageCommand.Store command) {
        String mode = switch (command.mode()) {
            case REPLACE -> "";
            case ADD -> "+";
            case REMOVE -> "-";
        };
        String unchanged = command.unchangedSince().isPresent()
                ? "(UNCHANGEDSINCE " + command.unchangedSince().getAsLong() + ") "
                : "";
        return uid(command.uid()) + "STORE " + command.messages() + " " + unchanged + mode + "FLAGS"
                + (command.silent() ? ".SILENT " : " ") + list(command.flags(), Flag::name);
    }

    @Override
    public String copy(MessageCommand.Copy command) {
        return uid(command.uid()) + "COPY " + command.messages() + " " + mailbox(command.mailbox());
    }

    @Override
    public String move(MessageCommand.Move command) {
        return uid(command.uid()) + "MOVE " + command.messages() + " " + mailbox(command.mailbox());
    }

    @Override
    public String replace(MessageCommand.Replace command) {
        return uid(command.uid()) + "REPLACE " + command.message() + " " + mailbox(command.mailbox())
                + message(command.replacement());
    }

    /** The forms of a string: an atom where it can be, quoted where it can be, a literal. */
    record StringForms(Random random) {
        String astring(String text) {
            boolean atom = !text.isEmpty() && text.chars().allMatch(c -> c < 0x80 && Octets.isAstring(c));
            return atom && random.nextInt(3) > 0 ? text : string(text);
        }

        String string(String text) {
            boolean quotable = text.chars().noneMatch(c -> c == 0 || c == '\r' || c == '\n');
            if (quotable && random.nextInt(3) > 0) {
                return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            }
            return "{" + text.getBytes(StandardCharsets.UTF_8).length + "+}\r\n" + text;
        }
    }
}
