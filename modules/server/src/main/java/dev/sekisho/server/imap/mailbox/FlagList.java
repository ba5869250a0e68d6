// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import dev.sekisho.imap.response.ImapResponses;
import dev.sekisho.imap.response.WrittenFlags;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.store.imap.MessageFlags;
import dev.sekisho.store.imap.SystemFlag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The flags that messages of a mailbox may have, as a client was told of them. For one worker at a time. */
public final class FlagList {
    /** So many different sets of flags are kept in their written form. */
    private static final int KEPT = 64;

    private final Set<Flag> keywords = new LinkedHashSet<>();
    /** Of what the client was told of alone. */
    private final Map<MessageFlags, Written> written = new HashMap<>();
    /** The flags that were written last, of which all keywords are known. */
    private MessageFlags last = MessageFlags.NONE;

    private Written lastWritten = Written.of(MessageFlags.NONE);

    /** The forms of a set of flags. @param recent with {@code \Recent} */
    private record Written(WrittenFlags plain, WrittenFlags recent) {
        static Written of(MessageFlags flags) {
            List<Flag> names = new ArrayList<>(FlagNames.ofCommands(flags));
            WrittenFlags plain = WrittenFlags.of(names);
            names.add(Flag.RECENT);
            return new Written(plain, WrittenFlags.of(names));
        }
    }

    /** With these keywords. */
    FlagList(Collection<String> keywords) {
        keywords.forEach(keyword -> Flag.of(keyword).ifPresent(this.keywords::add));
    }

    /** Takes the flags of a message; true if there is a keyword among them that the client does not know of. */
    public boolean learn(MessageFlags flags) {
        if (flags == last || written.containsKey(flags)) {
            return false;
        }
        boolean unknown = false;
        for (String keyword : flags.keywords()) {
            Optional<Flag> flag = Flag.of(keyword);
            unknown |= flag.isPresent() && keywords.add(flag.get());
        }
        if (written.size() < KEPT) {
            written.put(flags, Written.of(flags));
        }
        return unknown;
    }

    /** The flags of a message. @param recent whether {@code \Recent} is among them */
    public WrittenFlags of(MessageFlags flags, boolean recent) {
        // Most messages have the flags of the message before them.
        if (flags != last) {
            Written known = written.get(flags);
            lastWritten = known == null ? Written.of(flags) : known;
            last = flags;
        }
        return recent ? lastWritten.recent() : lastWritten.plain();
    }

    /** Writes FLAGS and PERMANENTFLAGS (RFC 9051 7.3.5, 7.1). */
    public void write(ImapResponses out, boolean readOnly) throws IOException {
        List<Flag> all = new ArrayList<>();
        Arrays.stream(SystemFlag.values()).map(flag -> new Flag(flag.text())).forEach(all::add);
        all.addAll(keywords);
        out.flags(all);
        out.untagged(
                ReplyStatus.OK,
                Optional.of(ResponseCode.permanentFlags(readOnly ? List.of() : all, !readOnly)),
                readOnly ? "No flags can be changed" : "Flags that can be changed");
    }
}
