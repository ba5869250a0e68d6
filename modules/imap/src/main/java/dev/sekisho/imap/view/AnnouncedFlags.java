// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.view;

import dev.sekisho.imap.value.Flag;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The flags that FLAGS has told a client of: a keyword is told before a message is told to have it (RFC 9051 7.3.5). One owner, no threads. */
public final class AnnouncedFlags {
    private final Set<Flag> announced;

    /** With what was told when the mailbox was opened. */
    public AnnouncedFlags(Collection<Flag> announced) {
        this.announced = new LinkedHashSet<>(announced);
    }

    /** Takes flags that are about to be told of a message. Returns true if FLAGS with {@link #all} is to be told before. */
    public boolean announce(Collection<Flag> flags) {
        return announced.addAll(
                flags.stream().filter(flag -> !flag.equals(Flag.RECENT)).toList());
    }

    /** All of them, in the order in which they came up. */
    public List<Flag> all() {
        return List.copyOf(announced);
    }
}
