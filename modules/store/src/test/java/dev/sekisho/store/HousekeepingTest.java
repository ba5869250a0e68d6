// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import dev.sekisho.store.body.NewBody;
import dev.sekisho.store.body.Upload;
import dev.sekisho.store.fixture.Engine;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HousekeepingTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void bodiesThatNothingRefersToGo(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            for (int i = 0; i < 25; i++) {
                try (Upload upload = store.bodies().upload()) {
                    upload.write(new byte[300_000]);
                    NewBody body = upload.finish();
                    store.database().write(body::attach);
                }
            }
            Housekeeping housekeeping = new Housekeeping(store, Duration.ofMillis(50));
            try (housekeeping) {
                Awaitility.await()
                        .until(() ->
                                store.database().<Long>read(sql -> sql.number("SELECT COUNT(*) FROM bodies")) == 0);
            }
        }
    }
}
