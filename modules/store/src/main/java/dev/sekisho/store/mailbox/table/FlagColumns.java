// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.mail.Flags;

/**
 * A message's flags as they stand in its row.
 *
 * @param bits the system flags
 * @param keywords the user's flags, one to a line
 */
public record FlagColumns(int bits, String keywords) {

    static final int DELETED = 2;
    public static final int RECENT = 16;
    static final int SEEN = 32;

    private record Bit(Flags.Flag flag, int value) {}

    private static final List<Bit> BITS = List.of(
            new Bit(Flags.Flag.ANSWERED, 1),
            new Bit(Flags.Flag.DELETED, DELETED),
            new Bit(Flags.Flag.DRAFT, 4),
            new Bit(Flags.Flag.FLAGGED, 8),
            new Bit(Flags.Flag.RECENT, RECENT),
            new Bit(Flags.Flag.SEEN, SEEN));

    public static FlagColumns of(Flags flags) {
        int bits = BITS.stream()
                .filter(bit -> flags.contains(bit.flag()))
                .mapToInt(Bit::value)
                .sum();
        return new FlagColumns(
                bits, Arrays.stream(flags.getUserFlags()).sorted().collect(Collectors.joining("\n")));
    }

    public Flags toFlags() {
        Flags flags = new Flags();
        BITS.stream().filter(bit -> has(bit.value())).forEach(bit -> flags.add(bit.flag()));
        keywords.lines().forEach(flags::add);
        return flags;
    }

    public boolean has(int bit) {
        return (bits & bit) != 0;
    }

    public boolean isSeen() {
        return has(SEEN);
    }

    public FlagColumns recent() {
        return new FlagColumns(bits | RECENT, keywords);
    }

    public FlagColumns notRecent() {
        return new FlagColumns(bits & ~RECENT, keywords);
    }
}
