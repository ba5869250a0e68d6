// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.thread;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message in a thread that is being made, or the place of one that is not there. */
final class ThreadNode {
    /** By date; of equal ones by number. A missing message counts as its first reply (RFC 5256 3, step 4). */
    static final Comparator<ThreadNode> BY_DATE = Comparator.comparingLong(
                    (ThreadNode node) -> node.first().date())
            .thenComparingLong(node -> node.first().number());

    @Nullable
    ThreadableMessage message;

    @Nullable
    ThreadNode parent;

    List<ThreadNode> replies = new ArrayList<>(1);
    /** Leads to the root of the tree that this is in, perhaps over others that did. */
    private @Nullable ThreadNode towardsRoot;

    ThreadNode(@Nullable ThreadableMessage message) {
        this.message = message;
    }

    boolean isMissing() {
        return message == null;
    }

    /** The message, or that of the first reply; a place without either was removed before. */
    ThreadableMessage first() {
        ThreadNode node = this;
        while (node.message == null) {
            node = node.replies.get(0);
        }
        return node.message;
    }

    /** The root of the tree, found in nearly constant time: each look-up shortens the way of the next. */
    ThreadNode root() {
        ThreadNode root = this;
        while (root.towardsRoot != null) {
            root = root.towardsRoot;
        }
        ThreadNode node = this;
        while (node.towardsRoot != null) {
            ThreadNode next = node.towardsRoot;
            node.towardsRoot = root;
            node = next;
        }
        return root;
    }

    /** Makes this a reply to another, unless it is one already, or the other is this or below it. */
    void answer(ThreadNode other) {
        if (parent == null && other.root() != this) {
            parent = other;
            towardsRoot = other;
            other.replies.add(this);
        }
    }

    /** Adds a thread below this one. */
    void adopt(ThreadNode reply) {
        reply.parent = this;
        replies.add(reply);
    }
}
