// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.rewriting.Aliases.Alias;
import java.util.List;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AliasesTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAliasMayHaveSeveralTargetsAlsoElsewhere(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            Aliases aliases = store.aliases();
            assertThat(aliases.add(address("info@example.org"), address("anna@example.org")))
                    .isEqualTo(AliasChangeResult.DONE);
            assertThat(aliases.add(address("info@example.org"), address("Far@elsewhere.example")))
                    .isEqualTo(AliasChangeResult.DONE);
            assertThat(aliases.list())
                    .containsExactlyInAnyOrder(
                            new Alias(address("info@example.org"), address("anna@example.org")),
                            new Alias(address("info@example.org"), address("Far@elsewhere.example")));
            assertThat(aliases.remove(address("Info@example.org"), address("far@elsewhere.example")))
                    .isEqualTo(AliasChangeResult.DONE);
            assertThat(aliases.list()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatStandsAgainstAnAliasIsSaid(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            Aliases aliases = store.aliases();
            aliases.add(address("info@example.org"), address("anna@example.org"));
            assertThat(aliases.add(address("info@example.org"), address("anna@example.org")))
                    .isEqualTo(AliasChangeResult.ALREADY_EXISTS);
            assertThat(aliases.add(address("info@elsewhere.example"), address("anna@example.org")))
                    .isEqualTo(AliasChangeResult.UNKNOWN_DOMAIN);
            assertThat(aliases.add(address("anna@example.org"), address("bert@elsewhere.example")))
                    .isEqualTo(AliasChangeResult.ADDRESS_TAKEN);
            aliases.add(address("help@example.org"), address("info@example.org"));
            aliases.add(address("desk@example.org"), address("help@example.org"));
            assertThat(aliases.add(address("desk@example.org"), address("desk@example.org")))
                    .isEqualTo(AliasChangeResult.LOOP);
            assertThat(aliases.remove(address("desk@example.org"), address("anna@example.org")))
                    .isEqualTo(AliasChangeResult.UNKNOWN_ALIAS);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAliasOfNobodyHereIsMadeOnlyWhereThatIsMeant(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            Aliases aliases = store.aliases();
            assertThat(aliases.add(address("info@example.org"), address("nobody@example.org")))
                    .isEqualTo(AliasChangeResult.UNKNOWN_TARGET);
            assertThat(aliases.list()).isEmpty();
            assertThat(aliases.add(address("info@example.org"), address("nobody@example.org"), true))
                    .isEqualTo(AliasChangeResult.DONE);
            assertThat(aliases.add(address("help@example.org"), address("INFO@example.org")))
                    .isEqualTo(AliasChangeResult.DONE);
            assertThat(aliases.add(address("desk@example.org"), address("nobody@elsewhere.example")))
                    .isEqualTo(AliasChangeResult.DONE);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aCircleOfAnyLengthIsRefusedAlsoThroughForwardsAndCatchAlls(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            Aliases aliases = store.aliases();
            store.users().add(Username.of("bert@example.org"), "secret");
            aliases.add(address("b@example.org"), address("a@example.org"), true);
            aliases.add(address("c@example.org"), address("b@example.org"));
            assertThat(aliases.add(address("a@example.org"), address("c@example.org")))
                    .isEqualTo(AliasChangeResult.LOOP);

            Username anna = Username.of("anna@example.org");
            Username bert = Username.of("bert@example.org");
            Forwards forwards = store.forwards();
            assertThat(forwards.set(anna, List.of(address("d@example.org")), false))
                    .isEqualTo(ForwardChangeResult.UNKNOWN_TARGET);
            assertThat(forwards.set(anna, List.of(address("Bert@example.org")), true))
                    .isEqualTo(ForwardChangeResult.DONE);
            aliases.add(address("team@example.org"), address("anna@example.org"));
            assertThat(forwards.set(bert, List.of(address("team@example.org")), false))
                    .isEqualTo(ForwardChangeResult.LOOP);
            assertThat(aliases.add(address("*@example.org"), address("nobody@example.org"), true))
                    .isEqualTo(AliasChangeResult.LOOP);
            assertThat(aliases.add(address("*@example.org"), address("anna@example.org")))
                    .isEqualTo(AliasChangeResult.DONE);
            assertThat(aliases.pointingAt(bert)).containsExactly("anna@example.org");
            assertThat(aliases.pointingAt(anna)).containsExactly("*@example.org", "team@example.org");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aForwardIsReplacedListedAndEndsWithItsUser(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            Forwards forwards = store.forwards();
            Username anna = Username.of("anna@example.org");
            forwards.set(anna, List.of(address("x@elsewhere.example")), false);
            forwards.set(anna, List.of(address("y@elsewhere.example"), address("z@elsewhere.example")), true);
            assertThat(forwards.list())
                    .containsExactly(
                            new Forwards.Forward(anna, List.of("y@elsewhere.example", "z@elsewhere.example"), true));
            assertThat(forwards.end(anna)).isEqualTo(ForwardChangeResult.DONE);
            assertThat(forwards.end(anna)).isEqualTo(ForwardChangeResult.NOT_FORWARDED);
            forwards.set(anna, List.of(address("x@elsewhere.example")), false);
            store.users().remove(anna);
            assertThat(forwards.list()).isEmpty();
            assertThat(forwards.set(anna, List.of(address("x@elsewhere.example")), false))
                    .isEqualTo(ForwardChangeResult.UNKNOWN_USER);
        }
    }

    private static Store open(Engine.Place place) {
        Store store = Store.open(place.settings(), new PasswordHasher(10));
        store.domains().add(Domain.of("example.org"));
        store.users().add(Username.of("anna@example.org"), "secret");
        return store;
    }

    private static MailAddress address(String text) throws Exception {
        return new MailAddress(text);
    }
}
