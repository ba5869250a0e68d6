// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

/**
 * Recipients of one message that go to one destination by one route, or all back to its sender, taken by a node.
 *
 * @param message the message, with these recipients alone; at least one
 * @param node who holds them
 */
public record TakenRecipients(OutgoingMessage message, String node) {
    /** The route they leave by. */
    public String route() {
        return message.recipients().get(0).route();
    }

    /** The destination they go to. */
    public String destination() {
        return message.recipients().get(0).destination();
    }
}
