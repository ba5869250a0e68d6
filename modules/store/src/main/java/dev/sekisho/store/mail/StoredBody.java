// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mail;

import dev.sekisho.store.body.Bodies;
import dev.sekisho.store.body.NewBody;
import dev.sekisho.store.body.Upload;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Optional;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.james.server.core.MimeMessageWrapper;

/** Lets James read a message out of the store, again and again, without ever holding all of it. */
public final class StoredBody implements MimeMessageSource {

    private static final String PREFIX = "sekisho-body:";

    private final Bodies bodies;
    private final long id;

    /** Of the body with this id. */
    public StoredBody(Bodies bodies, long id) {
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
        return bodies.size(id).orElseThrow(() -> new IOException("body " + id + " is no more"));
    }

    /**
     * Keeps a message, unless it is one that was read out of this store and has not been changed since: then the body it
     * came from is referred to once more, and nothing is copied.
     *
     * @throws IOException with a {@link dev.sekisho.store.sql.StoreException} as its cause if the store failed
     */
    public static NewBody keep(Bodies bodies, MimeMessage message) throws IOException, MessagingException {
        Optional<NewBody> known = known(bodies, message);
        if (known.isPresent()) {
            return known.get();
        }
        try (Upload upload = bodies.upload()) {
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

    private static Optional<NewBody> known(Bodies bodies, MimeMessage message) {
        if (message instanceof MimeMessageWrapper wrapper
                && !wrapper.isModified()
                && wrapper.getSourceId() != null
                && wrapper.getSourceId().startsWith(PREFIX)) {
            long id = Long.parseLong(wrapper.getSourceId().substring(PREFIX.length()));
            return bodies.size(id).map(size -> new NewBody.Known(id, size));
        }
        return Optional.empty();
    }
}
