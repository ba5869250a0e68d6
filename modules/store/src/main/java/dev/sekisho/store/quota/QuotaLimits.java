// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.quota;

import dev.sekisho.store.sql.ResultRow;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;

/** The limits of one user, one domain, or all; empty where there is none. */
record QuotaLimits(Optional<QuotaCountLimit> messages, Optional<QuotaSizeLimit> octets) {

    static final QuotaLimits NOTHING_SAID = new QuotaLimits(Optional.empty(), Optional.empty());

    private static final long UNLIMITED = -1;

    /** Reads the number of messages and of octets from these columns. */
    static QuotaLimits read(ResultRow row, int messages, int octets) throws SQLException {
        return new QuotaLimits(
                Optional.ofNullable(row.numberOrNull(messages))
                        .map(value -> value == UNLIMITED ? QuotaCountLimit.unlimited() : QuotaCountLimit.count(value)),
                Optional.ofNullable(row.numberOrNull(octets))
                        .map(value -> value == UNLIMITED ? QuotaSizeLimit.unlimited() : QuotaSizeLimit.size(value)));
    }

    static long column(QuotaCountLimit limit) {
        return limit.isUnlimited() ? UNLIMITED : limit.asLong();
    }

    static long column(QuotaSizeLimit limit) {
        return limit.isUnlimited() ? UNLIMITED : limit.asLong();
    }
}
