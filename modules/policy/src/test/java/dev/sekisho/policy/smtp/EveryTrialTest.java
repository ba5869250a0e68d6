// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.PolicyArbitraries;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.TriedProperty;
import dev.sekisho.policy.smtp.SessionEvent.Action;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** What is noted down of a policy on trial is what the same policy refuses when it is in force. */
@PropertyDefaults(tries = 25, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
class EveryTrialTest {
    private static final int SESSIONS = 200;

    private record Client(boolean trustedNetwork, List<Action> actions) {}

    private record Mix(PortPolicy inForce, List<Client> clients) {}

    @Provide
    Arbitrary<Mix> mixes() {
        Arbitrary<Client> clients = Combinators.combine(Arbitraries.of(true, false, false), RandomSession.actions())
                .as(Client::new);
        return Combinators.combine(
                        PolicyArbitraries.speaking(Protocol.SMTP)
                                .map(PolicyArbitraries::withAllThatCanBeOnTrial)
                                .filter(policy -> !policy.trial().isEmpty()),
                        clients.list().ofSize(SESSIONS))
                .as(Mix::new);
    }

    @Property
    void ofOneValueExactlyTheSessionsAreListedThatItRefusesInForce(@ForAll("mixes") Mix mix) {
        for (TriedProperty tried : mix.inForce().trial()) {
            PortPolicy onTrial = mix.inForce().withTrial(List.of(tried));

            List<Integer> listed = listed(mix, onTrial);

            assertThat(listed).isEqualTo(refused(mix, onTrial, tried.policy()));
            Statistics.label(tried.name()).collect(listed.isEmpty() ? "lists none" : "lists some");
        }
    }

    @Property
    void ofAllValuesExactlyTheSessionsAreListedThatTheyRefuseInForceTogether(@ForAll("mixes") Mix mix) {
        PortPolicy together = PolicyArbitraries.together(mix.inForce());

        assertThat(listed(mix, mix.inForce())).isEqualTo(refused(mix, mix.inForce(), together));
    }

    @Property
    void aTrialChangesNoAnswer(@ForAll("mixes") Mix mix) {
        PortPolicy without = mix.inForce().withTrial(List.of());

        assertThat(mix.clients()).allSatisfy(client -> {
            TrialRun with = run(mix.inForce(), client);
            assertThat(with.outcomes()).isEqualTo(run(without, client).outcomes());
        });
    }

    /** The numbers of the sessions in which something is noted down. */
    private static List<Integer> listed(Mix mix, PortPolicy onTrial) {
        return numbers(mix, client -> !run(onTrial, client).findings().isEmpty());
    }

    /** The numbers of the sessions of which a policy refuses a command that another accepts. */
    private static List<Integer> refused(Mix mix, PortPolicy inForce, PortPolicy stricter) {
        return numbers(mix, client -> run(stricter, client).refusesWhatWasAcceptedIn(run(inForce, client)));
    }

    private static List<Integer> numbers(Mix mix, Predicate<Client> such) {
        return IntStream.range(0, mix.clients().size())
                .filter(i -> such.test(mix.clients().get(i)))
                .boxed()
                .toList();
    }

    private static TrialRun run(PortPolicy policy, Client client) {
        return TrialRun.of(policy, client.trustedNetwork(), client.actions());
    }
}
