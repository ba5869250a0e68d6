// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.pop3.Pop3Verb;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The policy's part of a new POP3 command: {@code explain} shows each command, and {@code prove} sends it. */
class EveryPop3VerbTest {
    private static final List<ContractRow> ROWS = BuiltInPolicies.all().stream()
            .filter(policy -> policy.protocol() == Protocol.POP3)
            .flatMap(policy -> PortContract.of(policy).stream())
            .toList();

    @ParameterizedTest
    @EnumSource(names = "UNKNOWN", mode = Mode.EXCLUDE)
    void hasARowThatIsProved(Pop3Verb verb) {
        assertThat(ROWS).anyMatch(row -> row.says().startsWith(verb.name()) && row.provable());
    }
}
