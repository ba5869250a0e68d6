// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The flags of a message. Keywords are the same in any case of letters.
 *
 * @param bits the {@link SystemFlag#bit}s of its system flags
 * @param keywords each once, in the order of their letters
 */
public record MessageFlags(int bits, List<String> keywords) {

    /** No flag. */
    public static final MessageFlags NONE = new MessageFlags(0, List.of());

    private static final int KNOWN =
            Arrays.stream(SystemFlag.values()).mapToInt(SystemFlag::bit).sum();

    /** All sets without keywords, each once, in the places of their bits. */
    private static final MessageFlags[] SYSTEM = IntStream.rangeClosed(0, KNOWN)
            .mapToObj(bits -> new MessageFlags(bits, List.of()))
            .toArray(MessageFlags[]::new);

    /** Leaves out bits of no system flag and keywords that are there twice. */
    public MessageFlags {
        bits &= KNOWN;
        keywords = keywords.isEmpty() ? List.of() : sorted(keywords);
    }

    /** The system flags of these bits, and no keyword; the same object for the same flags. */
    static MessageFlags system(int bits) {
        return SYSTEM[bits & KNOWN];
    }

    /** These flags. */
    public static MessageFlags of(Collection<SystemFlag> system, Collection<String> keywords) {
        return new MessageFlags(
                system.stream().mapToInt(SystemFlag::bit).reduce(0, (a, b) -> a | b), List.copyOf(keywords));
    }

    /** These flags, and no keyword. */
    public static MessageFlags of(SystemFlag... system) {
        return of(List.of(system), List.of());
    }

    /** Whether the message has this one. */
    public boolean has(SystemFlag flag) {
        return (bits & flag.bit()) != 0;
    }

    /** Whether the message has this keyword, in any case of letters. */
    public boolean has(String keyword) {
        return keywords.stream().anyMatch(keyword::equalsIgnoreCase);
    }

    /** The system flags and the keywords, as IMAP writes them. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (SystemFlag flag : SystemFlag.values()) {
            if (has(flag)) {
                texts.add(flag.text());
            }
        }
        texts.addAll(keywords);
        return texts;
    }

    /** The flags of both. */
    public MessageFlags plus(MessageFlags other) {
        List<String> all = new ArrayList<>(keywords);
        all.addAll(other.keywords);
        return new MessageFlags(bits | other.bits, all);
    }

    /** Those of these that the other has not. */
    public MessageFlags minus(MessageFlags other) {
        return new MessageFlags(
                bits & ~other.bits,
                keywords.stream().filter(keyword -> !other.has(keyword)).toList());
    }

    private static List<String> sorted(Collection<String> keywords) {
        TreeSet<String> once = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        once.addAll(keywords);
        return List.copyOf(once);
    }
}
