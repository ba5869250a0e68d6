// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.smtp.SenderGrant;
import dev.sekisho.policy.smtp.SenderOwnership;
import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.senders.AllowedSenders.NamedBy;
import java.time.Instant;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllowedSendersTest {
    private static final Username ANNA = Username.of("anna@example.org");

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAliasOfAWholeAddressLetsItsTargetsSendAsItAndNobodyElse(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            alias(store, "info@example.org", "Anna@Example.org");
            alias(store, "info@example.org", "bert@example.org");
            alias(store, "help@example.org", "info@example.org");
            assertThat(ownershipOf(store, ANNA, "anna@example.org")).isEqualTo(SenderOwnership.OWN);
            assertThat(ownershipOf(store, ANNA, "INFO@example.org")).isEqualTo(SenderOwnership.OWN);
            assertThat(ownershipOf(store, ANNA, "help@example.org")).isEqualTo(SenderOwnership.OWN);
            assertThat(ownershipOf(store, ANNA, "bert@example.org")).isEqualTo(SenderOwnership.FOREIGN);
            assertThat(ownershipOf(store, Username.of("carl@example.org"), "info@example.org"))
                    .isEqualTo(SenderOwnership.FOREIGN);
            assertThat(store.senders().listing(ANNA).aliases())
                    .containsExactly(
                            new NamedBy("help@example.org", "info@example.org"),
                            new NamedBy("info@example.org", "anna@example.org"));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whoReceivesMailByAPatternAForwardOrAGroupMaySendAsNobodyForIt(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            mapping(store, "example.org", "*", "alias:anna@example.org");
            mapping(store, "example.org", "*", "anna@example.org");
            mapping(store, "*", "sales", "alias:anna@example.org");
            mapping(store, "*", "*", "alias:anna@example.org");
            mapping(store, "example.org", "bert", "forward:anna@example.org");
            mapping(store, "example.org", "carl", "alias:anna@example.org");
            mapping(store, "example.org", "list", "group:anna@example.org");
            mapping(store, "example.org", "odd", "regex:(.*):anna@example.org");
            mapping(store, "example.net", "*", "domain:example.org");
            for (String other : new String[] {
                "bert@example.org",
                "carl@example.org",
                "list@example.org",
                "odd@example.org",
                "x@example.org",
                "*@example.org",
                "sales@example.org",
                "anna@example.net"
            }) {
                assertThat(ownershipOf(store, ANNA, other)).as(other).isEqualTo(SenderOwnership.FOREIGN);
            }
            assertThat(store.senders().listing(ANNA).aliases()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aliasesInACircleEnd(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            mapping(store, "example.org", "a", "alias:b@example.org");
            mapping(store, "example.org", "b", "alias:a@example.org");
            mapping(store, "example.org", "a", "alias:anna@example.org");
            assertThat(ownershipOf(store, ANNA, "b@example.org")).isEqualTo(SenderOwnership.OWN);
            assertThat(ownershipOf(store, ANNA, "c@example.org")).isEqualTo(SenderOwnership.FOREIGN);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aGrantHoldsUntilItIsTakenBackOrTheUserIsRemoved(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            SenderGrant asBert = SenderGrant.parse("Bert@example.org").orElseThrow();
            SenderGrant notices = SenderGrant.parse("<>").orElseThrow();
            assertThat(store.senders().add(ANNA, asBert)).isTrue();
            assertThat(store.senders().add(ANNA, asBert)).isFalse();
            assertThat(store.senders().add(ANNA, notices)).isTrue();
            assertThat(ownershipOf(store, ANNA, "bert@example.org")).isEqualTo(SenderOwnership.OWN);
            assertThat(store.senders().rights(ANNA).anyAuthorWithNullSender()).isTrue();

            assertThat(store.senders().remove(ANNA, asBert)).isTrue();
            assertThat(store.senders().remove(ANNA, asBert)).isFalse();
            assertThat(ownershipOf(store, ANNA, "bert@example.org")).isEqualTo(SenderOwnership.FOREIGN);

            store.senders().add(ANNA, asBert);
            store.users().remove(ANNA);
            store.users().add(ANNA, "another");
            assertThat(ownershipOf(store, ANNA, "bert@example.org")).isEqualTo(SenderOwnership.FOREIGN);
            assertThat(store.senders().listing(ANNA).grants()).isEmpty();

            store.senders().add(ANNA, SenderGrant.parse("carla@example.org").orElseThrow());
            store.users().add(Username.of("carla@example.org"), "secret");
            store.users().remove(Username.of("carla@example.org"));
            store.users().add(Username.of("carla@example.org"), "of somebody else");
            assertThat(ownershipOf(store, ANNA, "carla@example.org")).isEqualTo(SenderOwnership.FOREIGN);
        }
    }

    private static SenderOwnership ownershipOf(Store store, Username user, String address) {
        return store.senders().rights(user, address).ownershipOf(address);
    }

    private static void alias(Store store, String alias, String target) throws Exception {
        store.aliases().add(new MailAddress(alias), new MailAddress(target));
    }

    private static void mapping(Store store, String domain, String localPart, String mapping) {
        store.database()
                .write(sql -> sql.update(
                        "INSERT INTO rewrites (domain, local_part, mapping, added) VALUES (?, ?, ?, ?)",
                        domain,
                        localPart,
                        mapping,
                        Instant.now()));
    }

    private static Store open(Engine.Place place) {
        Store store = Store.open(place.settings(), new PasswordHasher(10));
        store.domains().add(Domain.of("example.org"));
        for (String name : new String[] {"anna", "bert", "carl"}) {
            store.users().add(Username.of(name + "@example.org"), "secret");
        }
        return store;
    }
}
