// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.change;

import dev.sekisho.message.summary.MessageReader;
import dev.sekisho.message.summary.SummaryCodec;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.mailbox.table.SummaryTable;
import dev.sekisho.store.sql.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The summary of a message that is to come, computed before the unit of work that brings it. A large message is not read again for it: who asks for
 * its summary first has it computed.
 *
 * @param encoded not to be changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent")
public record NewSummary(Optional<byte[]> encoded) {

    /** Messages up to this size are read. */
    private static final long LARGEST = 1 << 20;

    /** Of this body. One that cannot be read has none now. */
    public static NewSummary of(BodyStore bodies, UnattachedBody body) {
        if (body.size() > LARGEST) {
            return new NewSummary(Optional.empty());
        }
        try (InputStream octets = body.open(bodies)) {
            return new NewSummary(Optional.of(SummaryCodec.encode(MessageReader.read(octets))));
        } catch (IOException e) {
            return new NewSummary(Optional.empty());
        }
    }

    /** Keeps it, in the unit that has attached the body. */
    public void keep(Sql sql, long body) {
        encoded.ifPresent(summary -> SummaryTable.put(sql, body, summary));
    }
}
