// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.thread;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The threads of the REFERENCES algorithm (RFC 5256 3), in time in proportion to the messages and their references but for the sorting.
 *
 * <p>What a message says of its own parent is taken before what others say of it, whatever the order of the messages; of links that would
 * form a circle the later ones are left out.
 */
final class ReferencesThreading {
    private final Map<String, ThreadNode> byId = new HashMap<>();
    private final List<ThreadNode> nodes = new ArrayList<>();

    private ReferencesThreading() {}

    static MessageThreads threads(Collection<ThreadableMessage> messages) {
        ReferencesThreading threading = new ReferencesThreading();
        threading.link(messages);
        List<ThreadNode> roots = threading.pruned();
        roots.sort(ThreadNode.BY_DATE);
        roots = SubjectGathering.gathered(roots);
        return ThreadFlattening.flat(roots);
    }

    /** Step 1. */
    private void link(Collection<ThreadableMessage> messages) {
        messages.forEach(this::add);
        for (ThreadNode node : List.copyOf(nodes)) {
            List<String> references = node.first().references();
            if (!references.isEmpty()) {
                node.answer(node(references.get(references.size() - 1)));
            }
        }
        for (ThreadableMessage message : messages) {
            List<String> references = message.references();
            for (int i = 1; i < references.size(); i++) {
                node(references.get(i)).answer(node(references.get(i - 1)));
            }
        }
    }

    /** Makes the node of a message. One without an id, or with that of another, has no other place than this. */
    private void add(ThreadableMessage message) {
        ThreadNode node = new ThreadNode(message);
        nodes.add(node);
        message.messageId().ifPresent(id -> byId.putIfAbsent(id, node));
    }

    /** The node of an id, whose message may be missing. */
    private ThreadNode node(String id) {
        return byId.computeIfAbsent(id, unknown -> {
            ThreadNode node = new ThreadNode(null);
            nodes.add(node);
            return node;
        });
    }

    /** Steps 2 and 3: the roots, without missing messages but those at the root that hold several together. */
    private List<ThreadNode> pruned() {
        List<ThreadNode> roots = new ArrayList<>();
        for (ThreadNode node : nodes) {
            if (node.parent == null) {
                roots.add(node);
            }
        }
        for (ThreadNode node : parentsFirst(roots)) {
            List<ThreadNode> replies = new ArrayList<>(node.replies.size());
            node.replies.forEach(reply -> present(reply, replies));
            replies.forEach(reply -> reply.parent = node);
            node.replies = replies;
        }
        List<ThreadNode> kept = new ArrayList<>();
        for (ThreadNode root : roots) {
            if (!root.isMissing() || root.replies.size() > 1) {
                kept.add(root);
            } else if (root.replies.size() == 1) {
                ThreadNode only = root.replies.get(0);
                only.parent = null;
                kept.add(only);
            }
        }
        return kept;
    }

    /** Collects what is below a node, in the place of those that are missing. */
    private static void present(ThreadNode from, List<ThreadNode> found) {
        List<ThreadNode> stack = new ArrayList<>(List.of(from));
        while (!stack.isEmpty()) {
            ThreadNode node = stack.remove(stack.size() - 1);
            if (!node.isMissing()) {
                found.add(node);
                continue;
            }
            for (int i = node.replies.size() - 1; i >= 0; i--) {
                stack.add(node.replies.get(i));
            }
        }
    }

    /** All nodes that will be kept: roots, and messages that are there. */
    private List<ThreadNode> parentsFirst(List<ThreadNode> roots) {
        List<ThreadNode> kept = new ArrayList<>(roots);
        nodes.stream().filter(node -> node.parent != null && !node.isMissing()).forEach(kept::add);
        return kept;
    }
}
