// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import dev.sekisho.imap.value.Flag;
import dev.sekisho.store.imap.MessageFlags;
import dev.sekisho.store.imap.SystemFlag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Flags as commands have them and as the store has them. */
public final class FlagNames {
    private FlagNames() {}

    /**
     * As the store has them. {@code \Recent}, which no client sets, is left out, and so is a name with a backslash that is no system flag:
     * nobody may make these (RFC 9051 2.3.2).
     */
    public static MessageFlags ofStore(Collection<Flag> flags) {
        List<SystemFlag> system = new ArrayList<>();
        List<String> keywords = new ArrayList<>();
        for (Flag flag : flags) {
            SystemFlag.of(flag.name()).ifPresent(system::add);
            if (!flag.isSystem()) {
                keywords.add(flag.name());
            }
        }
        return MessageFlags.of(system, keywords);
    }

    /** As commands have them; what no client could have written is left out. */
    public static Set<Flag> ofCommands(MessageFlags flags) {
        Set<Flag> names = new LinkedHashSet<>();
        flags.texts().forEach(text -> Flag.of(text).ifPresent(names::add));
        return names;
    }
}
