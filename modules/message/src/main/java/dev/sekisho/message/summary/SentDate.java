// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The field Date as it is kept: seconds since 1970 in UTC, and the zone's offset in seconds. */
record SentDate(long epochSecond, int offset) {
    OffsetDateTime toDateTime() {
        return Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.ofTotalSeconds(offset));
    }
}
