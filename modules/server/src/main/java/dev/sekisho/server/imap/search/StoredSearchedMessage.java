// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.search.SearchedMessage;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.message.text.SoughtText;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.store.imap.MessageFlags;
import dev.sekisho.store.imap.StoredMessage;
import dev.sekisho.store.imap.SystemFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message of the store as a search looks at it. For one worker. */
final class StoredSearchedMessage implements SearchedMessage {
    private final SelectedMailbox mailbox;
    private final FetchedMessage fetched;
    private final StoredMessage message;
    private final SoughtTexts sought;

    StoredSearchedMessage(SelectedMailbox mailbox, FetchedMessage fetched, SoughtTexts sought) {
        this.mailbox = mailbox;
        this.sought = sought;
        this.fetched = fetched;
        this.message = fetched.stored();
    }

    @Override
    public long uid() {
        return message.uid();
    }

    @Override
    public boolean has(Flag flag) {
        if (flag.equals(Flag.RECENT)) {
            return mailbox.isRecent(message.uid());
        }
        Optional<SystemFlag> system = sought.system(flag);
        MessageFlags flags = message.state().flags();
        return system.isPresent() ? flags.has(system.get()) : flags.has(flag.name());
    }

    @Override
    public LocalDate internalDay() {
        return day(message.dates().internal());
    }

    @Override
    public Instant internalDate() {
        return message.dates().internal();
    }

    @Override
    public Optional<LocalDate> sentDay() {
        return Optional.ofNullable(read(() -> fetched.summary().sent())).map(OffsetDateTime::toLocalDate);
    }

    @Override
    public Optional<LocalDate> savedDay() {
        return Optional.of(day(message.dates().saved()));
    }

    private static LocalDate day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public long size() {
        return message.octets();
    }

    @Override
    public long modSeq() {
        return message.state().modSeq();
    }

    @Override
    public String emailId() {
        return message.ids().emailId();
    }

    @Override
    public Optional<String> threadId() {
        return Optional.empty();
    }

    @Override
    public boolean headerContains(String field, String text) {
        Optional<List<String>> folded = FoldedFields.mayBeIn(message.content().prefix(), field)
                ? Optional.empty()
                : FoldedFields.of(Objects.requireNonNull(read(fetched::summary)), field);
        if (folded.isEmpty()) {
            return Boolean.TRUE.equals(read(() -> new MessageTexts(fetched).headerContains(field, sought.text(text))));
        }
        SoughtText part = sought.text(text);
        for (String whole : folded.get()) {
            if (part.isInFolded(whole)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean contains(String text, boolean withHeader) {
        return Boolean.TRUE.equals(read(() -> new MessageTexts(fetched).contains(sought.text(text), withHeader)));
    }

    /** Reads something of the message. */
    @FunctionalInterface
    private interface Reading<T> {
        @Nullable
        T read() throws IOException;
    }

    private static <T> @Nullable T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
