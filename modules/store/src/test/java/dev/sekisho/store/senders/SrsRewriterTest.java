// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.Store;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.password.PasswordHasher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrsRewriterTest {
    private static final Domain HERE = Domain.of("example.org");
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSenderElsewhereIsWrittenIntoAnAddressOfOursAndTurnedBackInAnyCase(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            for (String sender : List.of(
                    "friend@elsewhere.example",
                    "a=b+c@elsewhere.example",
                    "bounces+12345-user=example.net-and-much-more-of-it@em.sendgrid.example",
                    "\"a b\"@elsewhere.example",
                    "SRS0=HHH=TT=first.example=somebody@forwarder.example",
                    "srs0+hhh=TT=first.example=somebody@forwarder.example")) {
                MailAddress rewritten = at(store, 0).rewritten(address(sender), HERE);
                assertThat(rewritten.getDomain()).isEqualTo(HERE);
                assertThat(rewritten.getLocalPart().length()).isLessThanOrEqualTo(64);
                assertThat(SrsRewriter.looksLikeOne(rewritten)).isTrue();
                String folded = rewritten.asString().toLowerCase(Locale.ROOT);
                assertThat(at(store, 21).original(address(folded)))
                        .as(folded)
                        .hasValueSatisfying(
                                original -> assertThat(original.asString()).isEqualToIgnoringCase(sender));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatAnotherForwarderHasRewrittenGoesBackToThatForwarder(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            SrsRewriter paths = at(store, 0);
            MailAddress again =
                    paths.rewritten(address("SRS1=KKK=first.example==HHH=TT=a.example=b@second.example"), HERE);
            assertThat(again.getLocalPart()).matches("SRS1=[A-Z2-7]{8}=first\\.example==HHH=TT=a\\.example=b");
            assertThat(paths.original(again)).contains(address("SRS0=HHH=TT=a.example=b@first.example"));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsForgedChangedOrTooOldIsNothing(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            SrsRewriter paths = at(store, 0);
            MailAddress good = paths.rewritten(address("friend@elsewhere.example"), HERE);
            MailAddress kept = paths.rewritten(address("x".repeat(60) + "@elsewhere.example"), HERE);
            assertThat(at(store, 22).original(good)).isEmpty();
            assertThat(at(store, 23).original(kept)).isEmpty();
            for (String forged : List.of(
                    good.asString().replace("friend", "victim"),
                    good.asString().replace("elsewhere", "elsewhefe"),
                    "SRS0=AAAAAAAA=AA=elsewhere.example=victim@example.org",
                    "SRS0=A=AA=elsewhere.example=victim@example.org",
                    "SRS0=@example.org",
                    "SRS1=AAAAAAAA=elsewhere.example==A=AA=b=c@example.org",
                    "SRSK=AAAAAAAAAAAAAAAAAAAAAAAA@example.org",
                    "SRSK=@example.org")) {
                assertThat(paths.original(address(forged))).as(forged).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSenderOfOursStaysAndANewSecretLeavesTheOldOneBelievedForATime(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = open(place)) {
            assertThat(at(store, 0).rewritten(address("anna@example.org"), HERE))
                    .isEqualTo(address("anna@example.org"));
            MailAddress before = at(store, 0).rewritten(address("friend@elsewhere.example"), HERE);
            at(store, 1).newSecret();
            MailAddress after = at(store, 1).rewritten(address("friend@elsewhere.example"), HERE);
            assertThat(at(store, 20).original(before)).contains(address("friend@elsewhere.example"));
            assertThat(at(store, 20).original(after)).contains(address("friend@elsewhere.example"));
            assertThat(after.asString()).isNotEqualTo(before.asString());
        }
    }

    private static SrsRewriter at(Store store, int days) {
        return new SrsRewriter(store.database(), Clock.fixed(NOW.plus(Duration.ofDays(days)), ZoneOffset.UTC));
    }

    private static MailAddress address(String text) throws Exception {
        return new MailAddress(text);
    }

    private static Store open(Engine.Place place) {
        Store store = Store.open(place.settings(), new PasswordHasher(10));
        store.domains().add(HERE);
        return store;
    }
}
