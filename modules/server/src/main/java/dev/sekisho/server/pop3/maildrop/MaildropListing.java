// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.maildrop;

import dev.sekisho.server.pop3.maildrop.LockedMaildrop.Message;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The messages of a session by their numbers, and which are marked as deleted. Confined to a connection. */
public final class MaildropListing {
    private final LockedMaildrop maildrop;
    private final List<Message> messages;
    private final BitSet deleted = new BitSet();

    public MaildropListing(LockedMaildrop maildrop) {
        this.maildrop = maildrop;
        this.messages = maildrop.messages();
    }

    /** The message with this number as written; empty if it is no number, there is none, or it is marked as deleted. */
    public Optional<Message> message(String number) {
        if (!number.matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        int index = Integer.parseInt(number) - 1;
        boolean there = index >= 0 && index < messages.size() && !deleted.get(index);
        return there ? Optional.of(messages.get(index)) : Optional.empty();
    }

    /** The numbers that are not marked as deleted, from 1. */
    public IntStream numbers() {
        return IntStream.rangeClosed(1, messages.size()).filter(number -> !deleted.get(number - 1));
    }

    public Message at(int number) {
        return messages.get(number - 1);
    }

    /** This message and those behind it, up to one that is marked as deleted, of so many octets together at most. */
    List<Message> from(int number, long octets) {
        long left = octets;
        int end = number - 1;
        while (end < messages.size() && !deleted.get(end) && messages.get(end).octets() <= left) {
            left -= messages.get(end).octets();
            end++;
        }
        return messages.subList(number - 1, end);
    }

    public int count() {
        return messages.size() - deleted.cardinality();
    }

    public long octets() {
        return numbers().mapToLong(number -> at(number).octets()).sum();
    }

    public void delete(String number) {
        deleted.set(Integer.parseInt(number) - 1);
    }

    public void undelete() {
        deleted.clear();
    }

    List<Message> deleted() {
        return deleted.stream().mapToObj(messages::get).toList();
    }

    LockedMaildrop maildrop() {
        return maildrop;
    }
}
