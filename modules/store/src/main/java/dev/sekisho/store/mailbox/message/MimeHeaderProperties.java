// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.message;

import java.io.IOException;
import java.io.InputStream;
import org.apache.james.mailbox.store.mail.model.impl.Properties;
import org.apache.james.mailbox.store.mail.model.impl.PropertyBuilder;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/**
 * What James keeps of a message's header (RFC 2045: type, encoding and so on), for a message that was delivered without
 * looking into it.
 */
final class MimeHeaderProperties {

    private MimeHeaderProperties() {}

    static Properties of(InputStream message) throws IOException {
        MimeTokenStream tokens = new MimeTokenStream(
                MimeConfig.PERMISSIVE,
                new DefaultBodyDescriptorBuilder(null, new LenientFieldParser(), DecodeMonitor.SILENT));
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(message);
        try {
            EntityState state = tokens.getState();
            while (state != EntityState.T_BODY
                    && state != EntityState.T_START_MULTIPART
                    && state != EntityState.T_END_OF_STREAM) {
                state = tokens.next();
            }
            MaximalBodyDescriptor found = (MaximalBodyDescriptor) tokens.getBodyDescriptor();
            PropertyBuilder properties = of(found);
            if (state == EntityState.T_BODY && "text".equalsIgnoreCase(type(found))) {
                properties.setTextualLineCount(lines(tokens.getInputStream()));
            }
            return properties.build();
        } catch (MimeException e) {
            throw new IOException("the header cannot be read", e);
        }
    }

    private static PropertyBuilder of(MaximalBodyDescriptor found) {
        PropertyBuilder properties = new PropertyBuilder();
        properties.setMediaType(type(found));
        properties.setSubType(found.getMediaType() == null ? "plain" : found.getSubType());
        properties.setContentID(found.getContentId());
        properties.setContentDescription(found.getContentDescription());
        properties.setContentLocation(found.getContentLocation());
        properties.setContentMD5(found.getContentMD5Raw());
        properties.setContentTransferEncoding(found.getTransferEncoding());
        properties.setContentLanguage(found.getContentLanguage());
        properties.setContentDispositionType(found.getContentDispositionType());
        properties.setContentDispositionParameters(found.getContentDispositionParameters());
        properties.setContentTypeParameters(found.getContentTypeParameters());
        if (found.getCharset() != null) {
            properties.setCharset(found.getCharset());
        } else if ("text".equalsIgnoreCase(type(found))) {
            properties.setCharset("us-ascii");
        }
        return properties;
    }

    /** RFC 2045 5.2: text where nothing is said. */
    private static String type(MaximalBodyDescriptor found) {
        return found.getMediaType() == null ? "text" : found.getMediaType();
    }

    private static long lines(InputStream body) throws IOException {
        byte[] buffer = new byte[8192];
        long lines = 0;
        for (int read = body.read(buffer); read != -1; read = body.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '\n') {
                    lines++;
                }
            }
        }
        return lines;
    }
}
