// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.server.smtp.session.PeerLimitCheck;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.transaction.BdatArgument;
import dev.sekisho.server.smtp.transaction.BdatChunkReader;
import dev.sekisho.server.smtp.transaction.MailTransaction;
import dev.sekisho.server.smtp.transaction.MessageBody;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import java.util.Optional;

/**
 * BDAT (RFC 3030 2). The octets of a chunk come behind the command whatever it is answered, so that a refused chunk is passed over, and a
 * command that does not say how many there are ends the connection.
 */
final class BdatCommand implements SmtpCommandHandler {
    @Override
    public void carryOut(SmtpContext session, String argument) {
        Optional<BdatArgument> chunk = BdatArgument.parse(argument);
        if (chunk.isEmpty()) {
            session.replies().errorAndClose(SmtpReplies.BDAT_SYNTAX);
        } else if (hasRoomFor(session, chunk.get().size())) {
            take(session, chunk.get());
        } else {
            PeerLimitCheck.tooBig(session, "BDAT " + argument);
            // RFC 3030 2: with a chunk that is refused the transaction has failed.
            session.session().endTransaction();
            passOver(session, chunk.get(), SmtpRefusal.MESSAGE_TOO_BIG);
        }
    }

    @Override
    public void refused(SmtpContext session, String argument, SmtpRefusal reason) {
        BdatArgument.parse(argument)
                .ifPresentOrElse(
                        chunk -> passOver(session, chunk, reason),
                        () -> session.replies().errorAndClose(SmtpReplies.BDAT_SYNTAX));
    }

    private static boolean hasRoomFor(SmtpContext session, long octets) {
        MessageBody body = session.session().transaction().body();
        return body == null ? octets <= session.checkpoint().messageBytes(session.state()) : body.hasRoomFor(octets);
    }

    private static void take(SmtpContext session, BdatArgument chunk) {
        MailTransaction transaction = session.session().transaction();
        MessageBody begun = transaction.body();
        MessageBody body = begun == null ? MessageIntake.newBody(session) : begun;
        transaction.begin(body);
        if (chunk.size() == 0) {
            complete(session, body, chunk);
            return;
        }
        BdatChunkReader octets = new BdatChunkReader(chunk.size());
        session.input()
                .expect(new MessageIntake(
                        session,
                        body,
                        (input, into) -> octets.take(input, into, transaction.chunkLines()),
                        () -> complete(session, body, chunk)));
    }

    private static void complete(SmtpContext session, MessageBody body, BdatArgument chunk) {
        if (chunk.last()) {
            MessageIntake.answer(
                    session, body, session.session().transaction().chunkLines().malformed());
        } else {
            session.session().become(session.state().afterChunk());
            session.replies().done(SmtpReplies.CHUNK_OK);
        }
    }

    /** Up to twice what a message may have is passed over; a client that wants to send more is not waited for. */
    private static void passOver(SmtpContext session, BdatArgument chunk, SmtpRefusal reason) {
        if (chunk.size() / 2 > session.checkpoint().messageBytes(session.state())) {
            session.replies().refuseAndClose(reason);
        } else if (chunk.size() == 0) {
            session.replies().refuse(reason);
        } else {
            session.input().expect(new DiscardedChunk(session, chunk.size(), reason));
        }
    }
}
