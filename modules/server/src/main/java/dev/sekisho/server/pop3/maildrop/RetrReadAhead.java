// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.maildrop;

import dev.sekisho.server.pop3.maildrop.LockedMaildrop.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that will probably be asked for next: a client that takes one after the other gets the small ones from memory, into which
 * several were read in one question. Confined to a connection.
 */
public final class RetrReadAhead {
    /** Octets of messages that are kept at most. */
    public static final long MOST = 32 * 1024;

    private final MaildropListing messages;
    private final Map<Long, byte[]> kept = new HashMap<>();
    private int before;

    RetrReadAhead(MaildropListing messages) {
        this.messages = messages;
    }

    /** The octets of a message if they are here; each is handed out once. */
    Optional<byte[]> take(Message message) {
        return Optional.ofNullable(kept.remove(message.key()));
    }

    /**
     * What is to be read in one question now that this message is asked for: itself and some behind it. Nothing if the client does not
     * take one after the other, or they are too large.
     */
    List<Message> wanted(int number) {
        boolean inOrder = number > 1 && number == before + 1;
        List<Message> wanted = inOrder ? messages.from(number, MOST) : List.of();
        return wanted.size() > 1 ? wanted : List.of();
    }

    /** A message was asked for. */
    void asked(int number) {
        before = number;
    }

    /** Keeps what was read, instead of what there was. */
    void keep(Map<Long, byte[]> read) {
        kept.clear();
        kept.putAll(read);
    }
}
