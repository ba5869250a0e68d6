// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.fixture.ChildJvm;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.sql.DatabaseSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A message of 100 MB goes in and out of a JVM that has less than half of that as its heap. */
class LargeMailTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLargeMailCostsNoMoreHeapThanASmallOne(Engine engine) throws Exception {
        try (Engine.Place place = engine.place()) {
            List<String> arguments = new ArrayList<>();
            if (place.settings() instanceof DatabaseSettings.Postgresql server) {
                arguments.addAll(List.of(server.url(), server.user()));
            } else {
                arguments.add(
                        ((DatabaseSettings.Sqlite) place.settings()).file().toString());
            }
            arguments.add("100000000");
            try (ChildJvm child =
                    ChildJvm.start(PassesALargeMail.class, List.of("-Xmx40m"), arguments.toArray(String[]::new))) {
                assertThat(child.readRest()).contains("same");
                assertThat(child.await()).isZero();
            }
        }
    }
}
