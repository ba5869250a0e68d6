// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.AccountCommand;
import dev.sekisho.imap.command.AppendMessage;
import dev.sekisho.imap.command.ImapCommand;
import dev.sekisho.imap.command.LiteralHandle;
import dev.sekisho.imap.command.MailboxCommand;
import dev.sekisho.imap.command.MessageCommand;
import dev.sekisho.imap.command.MessagePart;
import dev.sekisho.imap.command.MetadataDepth;
import dev.sekisho.imap.command.NotifyEvent;
import dev.sekisho.imap.command.NotifyGroup;
import dev.sekisho.imap.command.NotifyMailboxes;
import dev.sekisho.imap.command.QresyncParameters;
import dev.sekisho.imap.command.SelectParameters;
import dev.sekisho.imap.command.SessionCommand;
import dev.sekisho.imap.command.StoreMode;
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
import dev.sekisho.imap.list.MailboxPattern;
import dev.sekisho.imap.search.SearchKey;
import dev.sekisho.imap.search.SearchReturn;
import dev.sekisho.imap.sort.SortCriterion;
import dev.sekisho.imap.sort.SortKey;
import dev.sekisho.imap.thread.ThreadAlgorithm;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.SequenceSet;
import dev.sekisho.imap.value.SpecialUse;
import dev.sekisho.imap.value.StatusItem;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes any commands from the numbers of a random source, so that a seed tells which. */
final class CommandArbitraries {
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "NIL",
            "a b",
            "\"quoted\"",
            "back\\slash",
            "(",
            "{5}",
            "日本語",
            "😀",
            "x\r\ny",
            "*",
            "%",
            "]",
            "inbox",
            "R&D");
    private static final List<Flag> FLAGS =
            List.of(Flag.SEEN, Flag.ANSWERED, Flag.FLAGGED, Flag.DELETED, Flag.DRAFT, new Flag("$Work"), new Flag("x"));

    private final Random random;
    private int literals;

    CommandArbitraries(long seed) {
        this.random = new Random(seed);
    }

    ImapCommand any() {
        List<Supplier<ImapCommand>> kinds = new ArrayList<>();
        kinds.addAll(session());
        kinds.addAll(mailbox());
        kinds.addAll(account());
        kinds.addAll(message());
        return pick(kinds).get();
    }

    private List<Supplier<ImapCommand>> session() {
        return List.of(
                SessionCommand.Capability::new,
                SessionCommand.Noop::new,
                SessionCommand.Logout::new,
                SessionCommand.StartTls::new,
                SessionCommand.Idle::new,
                () -> new SessionCommand.Id(chance() ? Map.of() : Map.of(text(), text())),
                () -> new SessionCommand.Authenticate("PLAIN", optional(() -> pick(List.of("=", "AGEAYg==")))),
                () -> new SessionCommand.Login(text(), text()),
                () -> new SessionCommand.Enable(some(1, () -> pick(List.of("CONDSTORE", "UTF8=ACCEPT", "X-Y")))),
                () -> new SessionCommand.Compress("DEFLATE"),
                this::notification);
    }

    private ImapCommand notification() {
        List<NotifyGroup> groups = some(0, this::notifyGroup);
        if (chance()) {
            groups = new ArrayList<>(groups);
            NotifyMailboxes.Kind kind = pick(
                    new NotifyMailboxes.Kind[] {NotifyMailboxes.Kind.SELECTED, NotifyMailboxes.Kind.SELECTED_DELAYED});
            groups.add(new NotifyGroup(
                    new NotifyMailboxes(kind, List.of()), messageEvents(chance() ? items() : List.of())));
        }
        return new SessionCommand.Notify(!groups.isEmpty() && chance(), groups);
    }

    private NotifyGroup notifyGroup() {
        NotifyMailboxes.Kind kind = pick(new NotifyMailboxes.Kind[] {
            NotifyMailboxes.Kind.INBOXES,
            NotifyMailboxes.Kind.PERSONAL,
            NotifyMailboxes.Kind.SUBSCRIBED,
            NotifyMailboxes.Kind.SUBTREE,
            NotifyMailboxes.Kind.MAILBOXES
        });
        boolean named = kind == NotifyMailboxes.Kind.SUBTREE || kind == NotifyMailboxes.Kind.MAILBOXES;
        List<NotifyEvent> events = new ArrayList<>(chance() ? messageEvents(List.of()) : List.of());
        if (chance()) {
            events.add(new NotifyEvent(NotifyEvent.Kind.MAILBOX_NAME, List.of()));
        }
        return new NotifyGroup(new NotifyMailboxes(kind, named ? some(1, this::name) : List.of()), events);
    }

    private List<NotifyEvent> messageEvents(List<FetchItem> items) {
        List<NotifyEvent> events = new ArrayList<>();
        events.add(new NotifyEvent(NotifyEvent.Kind.MESSAGE_NEW, items));
        events.add(new NotifyEvent(NotifyEvent.Kind.MESSAGE_EXPUNGE, List.of()));
        if (chance()) {
            events.add(new NotifyEvent(NotifyEvent.Kind.FLAG_CHANGE, List.of()));
        }
        return events;
    }

    private List<Supplier<ImapCommand>> mailbox() {
        return List.of(
                () -> new MailboxCommand.Select(
                        name(), chance(), new SelectParameters(chance(), optional(this::qresync))),
                () -> new MailboxCommand.Create(name(), chance(), set(SpecialUse.values())),
                () -> new MailboxCommand.Delete(name()),
                () -> new MailboxCommand.Rename(name(), name()),
                () -> new MailboxCommand.Subscribe(name()),
                () -> new MailboxCommand.Unsubscribe(name()),
                this::list,
                () -> new MailboxCommand.Lsub(pattern()),
                () -> new MailboxCommand.Status(name(), Set.of(pick(StatusItem.values()))),
                () -> new MailboxCommand.Append(name(), some(1, this::appendMessage)));
    }

    private QresyncParameters qresync() {
        NumberRanges numbers = numbers();
        return new QresyncParameters(
                1 + random.nextInt(9),
                random.nextLong(Long.MAX_VALUE),
                optional(this::numbers),
                optional(() -> new QresyncParameters.SequenceMatch(numbers, numbers)));
    }

    private ImapCommand list() {
        Set<ListParameters.Selection> selections = set(ListParameters.Selection.values());
        if (!selections.contains(ListParameters.Selection.SUBSCRIBED)
                && !selections.contains(ListParameters.Selection.SPECIAL_USE)) {
            selections.remove(ListParameters.Selection.RECURSIVEMATCH);
        }
        return new MailboxCommand.ListCommand(new ListParameters(
                selections,
                some(1, this::pattern),
                set(ListParameters.Return.values()),
                set(StatusItem.values()),
                true,
                false));
    }

    private MailboxPattern pattern() {
        return new MailboxPattern(pick(List.of("*", "%", "a.%", "日本*", "inbox")));
    }

    private AppendMessage appendMessage() {
        List<MessagePart> parts = some(
                1,
                () -> chance()
                        ? new MessagePart.Text(new LiteralHandle(literals++, random.nextInt(30), chance()))
                        : new MessagePart.Url("/x;uid=" + random.nextInt(99)));
        Optional<OffsetDateTime> date = optional(() -> OffsetDateTime.of(
                LocalDateTime.of(2025, 1, 1, 0, 0).plusSeconds(random.nextInt(30_000_000)),
                ZoneOffset.ofHoursMinutes(random.nextInt(10), 30)));
        return new AppendMessage(flags(), date, parts);
    }

    private List<Supplier<ImapCommand>> account() {
        return List.of(
                AccountCommand.Namespace::new,
                () -> new AccountCommand.GetQuota(text()),
                () -> new AccountCommand.GetQuotaRoot(name()),
                () -> new AccountCommand.SetQuota(text(), chance() ? Map.of() : Map.of("STORAGE", random.nextLong(99))),
                () -> new AccountCommand.GetMetadata(
                        optional(this::name),
                        chance() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(99)),
                        pick(MetadataDepth.values()),
                        some(1, () -> pick(List.of("/private/comment", "/shared/x")))),
                () -> new AccountCommand.SetMetadata(optional(this::name), Map.of("/private/a", optional(this::text))));
    }

    private List<Supplier<ImapCommand>> message() {
        return List.of(
                MessageCommand.Check::new,
                MessageCommand.Close::new,
                MessageCommand.Unselect::new,
                () -> new MessageCommand.Expunge(optional(this::sequence)),
                () -> new MessageCommand.Search(
                        key(3), optional(() -> new SearchReturn(Set.of(pick(SearchReturn.Option.values())))), chance()),
                () -> new MessageCommand.Sort(
                        List.of(new SortCriterion(pick(SortKey.values()), chance())), key(3), chance()),
                () -> new MessageCommand.Thread(pick(ThreadAlgorithm.values()), key(3), chance()),
                this::fetch,
                () -> new MessageCommand.Store(
                        sequence(),
                        pick(StoreMode.values()),
                        chance(),
                        flags(),
                        chance() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(Long.MAX_VALUE)),
                        chance()),
                () -> new MessageCommand.Copy(sequence(), name(), chance()),
                () -> new MessageCommand.Move(sequence(), name(), chance()),
                () -> new MessageCommand.Replace(
                        SequenceSet.of(NumberRanges.of(1 + random.nextInt(9))), name(), appendMessage(), chance()));
    }

    private ImapCommand fetch() {
        boolean uid = chance();
        OptionalLong since = chance() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(99));
        return new MessageCommand.Fetch(
                sequence(), items(), new FetchModifiers(since, uid && since.isPresent() && chance()), uid);
    }

    private List<FetchItem> items() {
        return List.copyOf(new LinkedHashSet<>(some(1, this::item)));
    }

    private FetchItem item() {
        Optional<Partial> partial = optional(() -> new Partial(random.nextInt(9), 1 + random.nextInt(9)));
        return switch (random.nextInt(4)) {
            case 0 -> new BodySection(section(), chance(), partial);
            case 1 -> new BinarySection(part(), chance(), partial);
            case 2 -> new BinarySize(part());
            default -> pick(FetchAttribute.values());
        };
    }

    private PartNumber part() {
        return new PartNumber(some(0, () -> 1 + random.nextInt(9)));
    }

    private Section section() {
        PartNumber part = part();
        Section.Text text = pick(Section.Text.values());
        boolean fields = text == Section.Text.HEADER_FIELDS || text == Section.Text.HEADER_FIELDS_NOT;
        boolean impossible = text == Section.Text.MIME && part.isWhole();
        return new Section(part, impossible ? Section.Text.ALL : text, fields ? List.of("Subject", "X-y") : List.of());
    }

    private SearchKey key(int depth) {
        if (depth > 0 && chance()) {
            return switch (random.nextInt(3)) {
                case 0 -> new SearchKey.Not(key(depth - 1));
                case 1 -> new SearchKey.Or(key(depth - 1), key(depth - 1));
                default -> new SearchKey.And(List.of(key(depth - 1), key(depth - 1)));
            };
        }
        return pick(List.of(
                SearchKey.ALL,
                new SearchKey.Messages(sequence(), false),
                new SearchKey.Messages(sequence(), true),
                new SearchKey.HasFlag(pick(FLAGS)),
                new SearchKey.Dated(
                        pick(SearchKey.DateField.values()),
                        pick(SearchKey.DateRelation.values()),
                        LocalDate.of(2025, 1, 1).plusDays(random.nextInt(400))),
                new SearchKey.Within(chance(), 1 + random.nextInt(99)),
                new SearchKey.Sized(chance(), random.nextInt(99)),
                new SearchKey.Header(text(), text()),
                new SearchKey.Contains(text(), chance()),
                new SearchKey.ModSeq(random.nextLong(Long.MAX_VALUE)),
                new SearchKey.EmailId("M1"),
                new SearchKey.ThreadId("T-2")));
    }

    private SequenceSet sequence() {
        return switch (random.nextInt(4)) {
            case 0 -> SequenceSet.SAVED_RESULT;
            case 1 -> new SequenceSet(numbers(), chance() ? SequenceSet.LAST_ALONE : 1 + random.nextInt(9), false);
            default -> SequenceSet.of(numbers());
        };
    }

    private NumberRanges numbers() {
        long[] numbers = random.longs(1 + random.nextInt(5), 1, 30).toArray();
        return NumberRanges.of(numbers);
    }

    private Set<Flag> flags() {
        return new LinkedHashSet<>(some(0, () -> pick(FLAGS)));
    }

    private MailboxName name() {
        return pick(List.of(
                MailboxName.INBOX,
                new MailboxName("Sent"),
                new MailboxName("日本語"),
                new MailboxName("R&D"),
                new MailboxName("a \"b\\"),
                new MailboxName("URL")));
    }

    private String text() {
        return pick(TEXTS);
    }

    private boolean chance() {
        return random.nextBoolean();
    }

    private <T> Optional<T> optional(Supplier<T> value) {
        return chance() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> some(int least, Supplier<T> value) {
        int count = least + random.nextInt(4 - least);
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(i -> value.get()).toList());
    }

    private <T> Set<T> set(T[] values) {
        Set<T> set = new LinkedHashSet<>();
        Stream.of(values).filter(value -> random.nextInt(3) == 0).forEach(set::add);
        return set;
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return pick(Arrays.asList(values));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
