// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyUpload;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.fixture.Engine;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreHousekeepingTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void bodiesThatNothingRefersToGo(Engine engine) throws Exception {
        try (Engine.Place place = engine.place();
                Store store = Store.open(place.settings())) {
            for (int i = 0; i < 25; i++) {
                try (BodyUpload upload = store.bodies().upload()) {
                    upload.write(new byte[300_000]);
                    UnattachedBody body = upload.finish();
                    store.database().write(body::attach);
                }
            }
            StoreHousekeeping housekeeping = new StoreHousekeeping(store, Duration.ofMillis(50));
            try (housekeeping) {
                Awaitility.await()
                        .until(() ->
                                store.database().<Long>read(sql -> sql.number("SELECT COUNT(*) FROM bodies")) == 0);
            }
        }
    }
}
