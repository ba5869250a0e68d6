// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/**
 * Messages as a mailbox of some years has them: a third each of ASCII, UTF-8 and ISO-2022-JP, some with an attachment or with HTML beside the
 * text, answers to each other. The same for the same number.
 */
public final class MailboxContent {
    private static final Instant FIRST = Instant.parse("2024-01-01T08:00:00Z");
    private static final int SECONDS_APART = 3_000;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final DateTimeFormatter INTERNAL_DATE =
            DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss Z", Locale.ENGLISH);

    private MailboxContent() {}

    /** The time of a message, as APPEND wants it. */
    public static String internalDate(int number) {
        return INTERNAL_DATE.format(time(number));
    }

    private static ZonedDateTime time(int number) {
        return FIRST.plusSeconds((long) number * SECONDS_APART).atZone(ZoneOffset.ofHours(number % 3 == 2 ? 9 : 1));
    }

    /** The message of a number. */
    public static byte[] message(int number) {
        Random random = new Random(number);
        Words words = Words.of(number % 3);
        StringBuilder header = new StringBuilder();
        String sender = words.person(random);
        received(header, number, random);
        header.append("From: ").append(words.phrase(sender)).append(" <");
        header.append("sender").append(random.nextInt(300)).append("@example.net>\r\n");
        header.append("To: ").append(words.phrase(words.person(random))).append(" <user0@example.org>\r\n");
        if (number % 5 == 0) {
            header.append("Cc: team@example.org, ").append(words.phrase(words.person(random)));
            header.append(" <copy").append(random.nextInt(50)).append("@example.com>\r\n");
        }
        subject(header, number, words);
        header.append("Date: ").append(DATE.format(time(number))).append("\r\n");
        header.append("Message-ID: ").append(id(number)).append("\r\n");
        header.append("X-Mailer: Example Mail 4.2\r\nMIME-Version: 1.0\r\n");
        return body(header, number, random, words);
    }

    private static void received(StringBuilder header, int number, Random random) {
        header.append("Return-Path: <sender@example.net>\r\n");
        for (int hop = 0; hop < 3; hop++) {
            header.append("Received: from relay")
                    .append(hop)
                    .append(".example.net (relay")
                    .append(hop);
            header.append(".example.net [192.0.2.")
                    .append(1 + random.nextInt(250))
                    .append("])\r\n\tby mx");
            header.append(hop).append(".example.org with ESMTPS id ").append(Long.toString(random.nextLong(), 36));
            header.append("\r\n\tfor <user0@example.org>; ")
                    .append(DATE.format(time(number)))
                    .append("\r\n");
        }
    }

    /** The first of ten begins a conversation, the next three are in it. */
    private static void subject(StringBuilder header, int number, Words words) {
        int place = number / 3 % 10;
        int first = number - 3 * place;
        boolean answers = place > 0 && place < 4;
        String subject = words.subject(new Random(answers ? first : number));
        header.append("Subject: ")
                .append(answers ? "Re: " : "")
                .append(words.encoded(subject))
                .append("\r\n");
        if (answers) {
            header.append("In-Reply-To: ").append(id(number - 3)).append("\r\nReferences:");
            for (int before = first; before < number; before += 3) {
                header.append("\r\n ").append(id(before));
            }
            header.append("\r\n");
        }
    }

    private static String id(int number) {
        return "<" + Integer.toHexString(number * 0x9E3779B1) + "." + number + "@mail.example.net>";
    }

    private static byte[] body(StringBuilder header, int number, Random random, Words words) {
        String type = "Content-Type: text/plain; charset=" + words.charset() + "\r\nContent-Transfer-Encoding: "
                + words.transfer() + "\r\n\r\n";
        String text = words.paragraphs(random, 8 + random.nextInt(30));
        boolean attachment = number % 16 == 7;
        boolean alternative = number % 8 == 3;
        if (!attachment && !alternative) {
            return octets(header + type + text, words.charset());
        }
        String boundary = "=_part_" + number;
        StringBuilder all = new StringBuilder(header)
                .append("Content-Type: multipart/")
                .append(attachment ? "mixed" : "alternative")
                .append("; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n" + type + text + "\r\n--")
                .append(boundary)
                .append("\r\n");
        if (attachment) {
            attachment(all, number, random);
        } else {
            all.append(type.replace("text/plain", "text/html")).append("<html><body><p>");
            all.append(text.replace("\r\n\r\n", "</p>\r\n<p>")).append("</p></body></html>");
        }
        return octets(all.append("\r\n--" + boundary + "--\r\n").toString(), words.charset());
    }

    private static void attachment(StringBuilder all, int number, Random random) {
        byte[] content = new byte[6_000];
        random.nextBytes(content);
        all.append("Content-Type: application/pdf; name=\"file" + number + ".pdf\"\r\n")
                .append("Content-Disposition: attachment;\r\n filename*=UTF-8''%E8%AB%8B%E6%B1%82%E6%9B%B8")
                .append(number + ".pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                .append(Base64.getMimeEncoder().encodeToString(content));
    }

    private static byte[] octets(String text, String charset) {
        return text.getBytes(charset.equals("us-ascii") ? StandardCharsets.US_ASCII : Charset.forName(charset));
    }
}
