// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.hello;

import dev.sekisho.tls.hello.HandshakeRefused.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;

/**
 * Finds the ClientHello at the beginning of a connection, in however many records and segments it comes. Each byte is looked at
 * once, and what is kept is bounded. Nothing is consumed: the engine gets the same bytes afterwards. For one connection, and one thread.
 */
public final class ClientHelloReader {
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int HANDSHAKE_RECORD = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int LONGEST_RECORD = 1 << 14;
    private static final int LONGEST_HELLO = 1 << 14;
    private static final int MOST_RECORDS = 16;

    private final ByteBuf message = Unpooled.buffer(512, LONGEST_RECORD + LONGEST_HELLO + MESSAGE_HEADER);
    private int nextRecord;
    private int records;

    /**
     * Looks at all that has come so far.
     *
     * @param received everything since the beginning of the connection
     * @return the ClientHello, or empty if it is not there whole
     * @throws HandshakeRefused if what came is no ClientHello
     */
    public Optional<ClientHello> read(ByteBuf received) throws HandshakeRefused {
        if (received.isReadable() && received.getUnsignedByte(received.readerIndex()) != HANDSHAKE_RECORD) {
            throw new HandshakeRefused(Reason.NOT_TLS, "the client does not speak TLS");
        }
        while (takeRecord(received)) {
            if (helloIsWhole()) {
                return Optional.of(parsed());
            }
        }
        return Optional.empty();
    }

    private boolean takeRecord(ByteBuf received) throws HandshakeRefused {
        int start = received.readerIndex() + nextRecord;
        if (received.writerIndex() - start < RECORD_HEADER) {
            return false;
        }
        int type = received.getUnsignedByte(start);
        int majorVersion = received.getUnsignedByte(start + 1);
        int length = received.getUnsignedShort(start + 3);
        if (type != HANDSHAKE_RECORD || majorVersion != 3 || length == 0 || length > LONGEST_RECORD) {
            throw new HandshakeRefused(Reason.NOT_TLS, "the client does not begin with a TLS handshake");
        }
        if (received.writerIndex() - start - RECORD_HEADER < length) {
            return false;
        }
        if (++records > MOST_RECORDS) {
            throw new HandshakeRefused(
                    Reason.HELLO_TOO_LONG, "the ClientHello comes in more than " + MOST_RECORDS + " records");
        }
        message.writeBytes(received, start + RECORD_HEADER, length);
        nextRecord += RECORD_HEADER + length;
        return true;
    }

    private boolean helloIsWhole() throws HandshakeRefused {
        if (message.getUnsignedByte(0) != CLIENT_HELLO) {
            throw new HandshakeRefused(Reason.NOT_TLS, "the client does not begin with a ClientHello");
        }
        if (message.readableBytes() < MESSAGE_HEADER) {
            return false;
        }
        int length = message.getUnsignedMedium(1);
        if (length > LONGEST_HELLO) {
            throw new HandshakeRefused(Reason.HELLO_TOO_LONG, "a ClientHello of " + length + " octets");
        }
        return message.readableBytes() >= MESSAGE_HEADER + length;
    }

    private ClientHello parsed() throws HandshakeRefused {
        try {
            return ClientHello.parse(message.slice(MESSAGE_HEADER, message.getUnsignedMedium(1)));
        } catch (IndexOutOfBoundsException lengthsLie) {
            throw new HandshakeRefused(Reason.MALFORMED_HELLO, "the ClientHello is malformed");
        }
    }
}
