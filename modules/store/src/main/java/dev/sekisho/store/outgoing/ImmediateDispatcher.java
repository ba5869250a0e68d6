// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import java.util.Optional;

/** Who sends in this process, and may send what comes in at once: then it is taken as it is kept, and need not be looked for. */
public interface ImmediateDispatcher {
    /** Takes nothing: what comes in waits until it is looked for. */
    ImmediateDispatcher NONE = new ImmediateDispatcher() {
        @Override
        public Optional<String> nodeFor(RouteDestination destination) {
            return Optional.empty();
        }

        @Override
        public void take(TakenRecipients group) {
            throw new IllegalStateException("nothing was to be taken");
        }
    };

    /** The node that has room for one more message this way just now; empty if it is to wait in the queue. May speak to the database. */
    Optional<String> nodeFor(RouteDestination destination);

    /** Begins to send what was taken and committed. Does not wait, and never throws. */
    void take(TakenRecipients group);
}
