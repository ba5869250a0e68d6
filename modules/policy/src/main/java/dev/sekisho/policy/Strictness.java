// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

/** How one value of a property stands to another: the stricter one refuses whatever the other refuses, and more. */
public enum Strictness {
    STRICTER,
    EQUAL,
    LOOSER,
    /** Each of the two refuses something that the other accepts. */
    INCOMPARABLE;

    /** Of TLS: the stricter rule lets less pass in cleartext. */
    public static Strictness of(TlsMode one, TlsMode other) {
        if (one == other) {
            return EQUAL;
        }
        return one.isWeakerThan(other) ? LOOSER : STRICTER;
    }

    /** Of relaying. A port for pinned peers refuses all mail of others, so that it is neither stricter nor looser than one that relays for nobody. */
    public static Strictness of(RelayRule one, RelayRule other) {
        if (one == other) {
            return EQUAL;
        }
        return switch (one) {
            case NEVER -> other == RelayRule.PINNED ? INCOMPARABLE : STRICTER;
            case PINNED -> INCOMPARABLE;
            case AUTHENTICATED, LISTED -> other == RelayRule.NEVER ? LOOSER : INCOMPARABLE;
        };
    }

    /** Of senders: whoever may not name any is held more strictly. */
    public static Strictness of(SenderRule one, SenderRule other) {
        if (one == other) {
            return EQUAL;
        }
        return switch (one) {
            case ANY -> LOOSER;
            case OWN, LISTED -> other == SenderRule.ANY ? STRICTER : INCOMPARABLE;
        };
    }

    /** Of mechanisms: fewer are stricter. */
    public static Strictness of(OfferedMechanisms one, OfferedMechanisms other) {
        boolean within = other.atMost().containsAll(one.atMost());
        boolean around = one.atMost().containsAll(other.atMost());
        if (within && around) {
            return EQUAL;
        }
        return within ? STRICTER : around ? LOOSER : INCOMPARABLE;
    }

    /** Of an upper limit: the smaller is stricter. */
    public static <T extends Comparable<T>> Strictness ofUpperLimit(T one, T other) {
        int order = one.compareTo(other);
        if (order == 0) {
            return EQUAL;
        }
        return order < 0 ? STRICTER : LOOSER;
    }
}
