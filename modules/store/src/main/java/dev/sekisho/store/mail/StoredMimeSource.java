// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mail;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.BodyUpload;
import dev.sekisho.store.body.UnattachedBody;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Optional;
import java.util.OptionalLong;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.james.server.core.MimeMessageWrapper;
import org.apache.mailet.Mail;

/** Lets James read a message out of the store, again and again, without ever holding all of it. */
public final class StoredMimeSource implements MimeMessageSource {

    private static final String PREFIX = "sekisho-body:";

    private final BodyStore bodies;
    private final long id;

    /** Of the body with this id. */
    public StoredMimeSource(BodyStore bodies, long id) {
        this.bodies = bodies;
        this.id = id;
    }

    @Override
    public String getSourceId() {
        return PREFIX + id;
    }

    @Override
    public InputStream getInputStream() {
        return bodies.open(id);
    }

    @Override
    public long getMessageSize() throws IOException {
        return bodies.size(id).orElseThrow(() -> new IOException("body " + id + " no longer exists"));
    }

    /**
     * Keeps a mail's message, unless the store has it: then its body is referred to once more, and nothing is written. That is so for a
     * message that was read out of this store and has not been changed since, and for a copy that James made of it, as it does when it
     * splits a mail: what is octet for octet the message that came out of the queue is not kept a second time.
     *
     * @throws IOException with a {@link dev.sekisho.store.sql.StoreException} as its cause if the store failed
     */
    public static UnattachedBody keep(BodyStore bodies, Mail mail) throws IOException, MessagingException {
        MimeMessage message = mail.getMessage();
        Optional<UnattachedBody> known = known(bodies, mail);
        if (known.isPresent()) {
            return known.get();
        }
        try (BodyUpload upload = bodies.upload()) {
            if (message instanceof MimeMessageWrapper wrapper && wrapper.isModified()) {
                copyModified(wrapper, upload);
            } else if (message instanceof MimeMessageWrapper wrapper) {
                try (InputStream in = wrapper.getMessageInputStream()) {
                    in.transferTo(upload);
                }
            } else {
                message.writeTo(upload);
            }
            return upload.finish();
        }
    }

    /**
     * Writes the header octet for octet: James would write what is not ASCII as question marks. Its lines were read as ISO-8859-1, which
     * is what gives the octets back.
     */
    private static void copyModified(MimeMessageWrapper message, OutputStream upload)
            throws IOException, MessagingException {
        Enumeration<String> lines = message.getAllHeaderLines();
        while (lines.hasMoreElements()) {
            upload.write((lines.nextElement() + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        upload.write(new byte[] {'\r', '\n'});
        try (InputStream in = new BufferedInputStream(message.getMessageInputStream())) {
            skipHeader(in);
            in.transferTo(upload);
        }
    }

    private static void skipHeader(InputStream in) throws IOException {
        boolean lineIsEmpty = true;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n' && lineIsEmpty) {
                return;
            }
            lineIsEmpty = octet == '\n' || (lineIsEmpty && octet == '\r');
        }
    }

    private static Optional<UnattachedBody> known(BodyStore bodies, Mail mail) throws IOException, MessagingException {
        if (!(mail.getMessage() instanceof MimeMessageWrapper message) || message.isModified()) {
            return Optional.empty();
        }
        OptionalLong own = idOf(message);
        if (own.isPresent()) {
            return known(bodies, own.getAsLong());
        }
        OptionalLong taken =
                DequeueTransaction.of(mail).map(DequeueTransaction::body).orElse(OptionalLong.empty());
        Optional<UnattachedBody> original = taken.isPresent() ? known(bodies, taken.getAsLong()) : Optional.empty();
        return original.isPresent() && isCopy(message, bodies, taken.getAsLong(), original.get())
                ? original
                : Optional.empty();
    }

    private static Optional<UnattachedBody> known(BodyStore bodies, long id) {
        return bodies.size(id).map(size -> new UnattachedBody.Known(id, size));
    }

    private static boolean isCopy(MimeMessageWrapper message, BodyStore bodies, long id, UnattachedBody original)
            throws IOException, MessagingException {
        if (message.getMessageSize() != original.size()) {
            return false;
        }
        try (InputStream copy = message.getMessageInputStream();
                InputStream kept = bodies.open(id)) {
            return sameOctets(copy, kept);
        }
    }

    private static boolean sameOctets(InputStream one, InputStream other) throws IOException {
        while (true) {
            byte[] block = one.readNBytes(BodyStore.CHUNK_BYTES);
            if (!Arrays.equals(block, other.readNBytes(BodyStore.CHUNK_BYTES))) {
                return false;
            }
            if (block.length < BodyStore.CHUNK_BYTES) {
                return true;
            }
        }
    }

    /** The body that a message is read from; empty if that is none of a store. */
    private static OptionalLong idOf(MimeMessageWrapper message) {
        String source = message.getSourceId();
        return source != null && source.startsWith(PREFIX)
                ? OptionalLong.of(Long.parseLong(source.substring(PREFIX.length())))
                : OptionalLong.empty();
    }
}
