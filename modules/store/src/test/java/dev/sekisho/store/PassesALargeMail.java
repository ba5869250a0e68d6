// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import dev.sekisho.store.spool.SqlMailQueue;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.james.server.core.MimeMessageWrapper;
import reactor.core.publisher.Flux;

/** Puts one mail of so many bytes through a queue, has JavaMail parse it, and prints whether it came out as it went in. */
final class PassesALargeMail {

    private PassesALargeMail() {}

    /** Arguments: a SQLite file, or a PostgreSQL URL and user; and the number of bytes. */
    public static void main(String[] arguments) throws Exception {
        long bytes = Long.parseLong(arguments[arguments.length - 1]);
        try (Store store = Store.open(QueuesUntilKilled.settings(arguments));
                SqlMailQueueFactory factory = new SqlMailQueueFactory(
                        store.database(), new RawMailQueueItemDecoratorFactory(), Clock.systemUTC())) {
            SqlMailQueue queue = factory.createQueue(MailQueueName.of("spool"));
            MimeMessageSource source = new Generated(bytes);
            MailImpl mail = MailImpl.builder().name("large").build();
            mail.setMessageContent(source);
            queue.enQueue(mail);
            MailQueueItem item = Flux.from(queue.deQueue()).blockFirst();
            MimeMessageWrapper message = (MimeMessageWrapper) item.getMail().getMessage();
            boolean same = digest(message.getMessageInputStream()).equals(digest(source.getInputStream()));
            message.loadMessage();
            long parsed = message.getRawInputStream().transferTo(OutputStream.nullOutputStream());
            item.done(MailQueueItem.CompletionStatus.SUCCESS);
            System.out.println(same && parsed == bytes ? "same" : "different");
        }
    }

    private static String digest(InputStream in) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (DigestInputStream digested = new DigestInputStream(in, digest)) {
            digested.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A message whose body is made while it is read. */
    private record Generated(long bodyBytes) implements MimeMessageSource {

        @Override
        public String getSourceId() {
            return "generated";
        }

        @Override
        public InputStream getInputStream() {
            byte[] header = "Subject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            return new SequenceInputStream(new ByteArrayInputStream(header), new Lines(bodyBytes));
        }
    }

    /** So many bytes of lines. */
    private static final class Lines extends InputStream {

        private long left;

        Lines(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            return left % 64 == 0 ? '\n' : left % 64 == 1 ? '\r' : 'a' + (int) (left % 23);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = (int) Math.min(length, left);
            if (count == 0) {
                return -1;
            }
            for (int i = 0; i < count; i++) {
                bytes[offset + i] = (byte) read();
            }
            return count;
        }
    }
}
