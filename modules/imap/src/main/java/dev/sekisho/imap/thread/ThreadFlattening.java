// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.thread;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Writes down threads, siblings by date (RFC 5256 3, REFERENCES, step 6), without a recursion, because a thread may be deeper than a stack. */
final class ThreadFlattening {
    private ThreadFlattening() {}

    private record Visit(ThreadNode node, int depth) {}

    static MessageThreads flat(List<ThreadNode> roots) {
        List<Visit> visits = new ArrayList<>();
        Deque<Visit> pending = new ArrayDeque<>();
        roots.forEach(root -> root.replies.sort(ThreadNode.BY_DATE));
        List<ThreadNode> sorted = new ArrayList<>(roots);
        sorted.sort(ThreadNode.BY_DATE);
        push(sorted, 0, pending);
        while (!pending.isEmpty()) {
            Visit visit = pending.pop();
            visits.add(visit);
            List<ThreadNode> replies = visit.node().replies;
            replies.sort(ThreadNode.BY_DATE);
            push(replies, visit.depth() + 1, pending);
        }
        long[] numbers = visits.stream()
                .mapToLong(visit ->
                        visit.node().message == null ? 0 : visit.node().message.number())
                .toArray();
        int[] depths = visits.stream().mapToInt(Visit::depth).toArray();
        return new MessageThreads(numbers, depths);
    }

    private static void push(List<ThreadNode> nodes, int depth, Deque<Visit> pending) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            pending.push(new Visit(nodes.get(i), depth));
        }
    }
}
