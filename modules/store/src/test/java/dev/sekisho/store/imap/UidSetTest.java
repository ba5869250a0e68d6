// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UidSetTest {

    private static UidSet of(Set<Integer> uids) {
        return UidSet.of(uids.stream().mapToLong(Integer::longValue).toArray());
    }

    private static List<Long> listed(UidSet set) {
        List<Long> all = new ArrayList<>();
        set.forEach(all::add);
        return all;
    }

    private static List<Long> sorted(Set<Integer> uids) {
        return new TreeSet<>(uids).stream().map(Integer::longValue).toList();
    }

    @Property(tries = 300)
    void isTheSameSetAsANaiveOne(
            @ForAll Set<@IntRange(min = 1, max = 60) Integer> one,
            @ForAll Set<@IntRange(min = 1, max = 60) Integer> other) {
        Set<Integer> union = new TreeSet<>(one);
        union.addAll(other);
        Set<Integer> both = new TreeSet<>(one);
        both.retainAll(other);
        Set<Integer> rest = new TreeSet<>(one);
        rest.removeAll(other);
        assertThat(listed(of(one))).isEqualTo(sorted(one));
        assertThat(of(one).size()).isEqualTo(one.size());
        assertThat(of(one).union(of(other))).isEqualTo(of(union));
        assertThat(of(one).intersection(of(other))).isEqualTo(of(both));
        assertThat(of(one).minus(of(other))).isEqualTo(of(rest));
        for (int uid = 1; uid <= 60; uid++) {
            assertThat(of(one).contains(uid)).isEqualTo(one.contains(uid));
        }
    }

    @Property(tries = 300)
    void isCollectedInAnyOrder(@ForAll List<@IntRange(min = 1, max = 60) Integer> uids) {
        UidCollector collector = new UidCollector();
        uids.forEach(uid -> collector.add(uid, uid));
        assertThat(collector.toSet()).isEqualTo(of(new TreeSet<>(uids)));
    }

    @Test
    void hasTheHighestUidsToo() {
        UidCollector collector = new UidCollector();
        collector.add(0xffff_fff0L, 0xffff_ffffL);
        collector.add(3, 3);
        assertThat(collector.toSet()).hasToString("3,4294967280:4294967295");
    }

    @Test
    void joinsRangesThatTouch() {
        assertThat(UidSet.of(List.of(new UidSet.Range(4, 9), new UidSet.Range(1, 3), new UidSet.Range(20, 20))))
                .hasToString("1:9,20");
    }
}
