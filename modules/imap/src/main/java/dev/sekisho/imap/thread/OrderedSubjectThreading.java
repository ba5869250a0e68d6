// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.thread;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The threads of the ORDEREDSUBJECT algorithm (RFC 5256 3): the oldest message of a base subject, and all others as replies to it. */
final class OrderedSubjectThreading {
    private OrderedSubjectThreading() {}

    static MessageThreads threads(Collection<ThreadableMessage> messages) {
        List<ThreadNode> nodes = new ArrayList<>();
        messages.forEach(message -> nodes.add(new ThreadNode(message)));
        nodes.sort(ThreadNode.BY_DATE);
        Map<String, ThreadNode> roots = new LinkedHashMap<>();
        for (ThreadNode node : nodes) {
            ThreadNode root = roots.putIfAbsent(node.first().subject(), node);
            if (root != null) {
                root.adopt(node);
            }
        }
        return ThreadFlattening.flat(new ArrayList<>(roots.values()));
    }
}
