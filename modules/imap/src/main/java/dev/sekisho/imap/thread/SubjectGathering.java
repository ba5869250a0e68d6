// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.thread;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts threads of the same base subject together (RFC 5256 3, REFERENCES, step 5). */
final class SubjectGathering {
    private final Map<String, ThreadNode> table = new HashMap<>();
    private final Set<ThreadNode> roots;

    private SubjectGathering(List<ThreadNode> roots) {
        this.roots = new LinkedHashSet<>(roots);
    }

    static List<ThreadNode> gathered(List<ThreadNode> roots) {
        SubjectGathering gathering = new SubjectGathering(roots);
        roots.forEach(gathering::enter);
        roots.forEach(gathering::gather);
        return new ArrayList<>(gathering.roots);
    }

    private void enter(ThreadNode root) {
        String subject = root.first().subject();
        if (subject.isEmpty()) {
            return;
        }
        ThreadNode entry = table.get(subject);
        boolean better = entry == null
                || (root.isMissing() && !entry.isMissing())
                || (isReply(entry) && !isReply(root) && !entry.isMissing());
        if (better) {
            table.put(subject, root);
        }
    }

    private void gather(ThreadNode root) {
        String subject = root.first().subject();
        ThreadNode entry = table.get(subject);
        if (subject.isEmpty() || entry == null || entry == root) {
            return;
        }
        roots.remove(root);
        if (root.isMissing() && entry.isMissing()) {
            root.replies.forEach(entry::adopt);
        } else if (entry.isMissing() || (isReply(root) && !isReply(entry))) {
            entry.adopt(root);
        } else {
            ThreadNode both = new ThreadNode(null);
            roots.remove(entry);
            both.adopt(entry);
            both.adopt(root);
            roots.add(both);
            table.put(subject, both);
        }
    }

    private static boolean isReply(ThreadNode node) {
        return node.first().reply();
    }
}
