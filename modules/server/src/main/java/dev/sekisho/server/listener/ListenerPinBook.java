// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.policy.pin.PinSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The pins of one listener: those of its XML and those of the store, put together once for each change of the latter. Safe for any number of threads. */
final class ListenerPinBook implements Supplier<PinSet> {
    private final PinSet ofXml;
    private final Supplier<PinSet> ofStore;
    private volatile @Nullable Both last;

    /**
     * Both together.
     *
     * @param store what the store said
     * @param all what follows from it
     */
    private record Both(PinSet store, PinSet all) {}

    ListenerPinBook(PinSet ofXml, Supplier<PinSet> ofStore) {
        this.ofXml = ofXml;
        this.ofStore = ofStore;
    }

    @Override
    public PinSet get() {
        PinSet store = ofStore.get();
        Both known = last;
        // The book of a moment is one object until it changes; while it is not complete it is a new one each time,
        // which is rare.
        if (known == null || known.store() != store) {
            known = new Both(store, ofXml.and(store));
            last = known;
        }
        return known.all();
    }
}
