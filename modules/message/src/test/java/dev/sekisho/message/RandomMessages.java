// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Messages of random structure, and what remains of them after random damage. The same number makes the same message. */
public final class RandomMessages {
    private static final List<String> TYPES = List.of(
            "text/plain",
            "text/plain; charset=utf-8",
            "text/html; charset=\"iso-2022-jp\"",
            "application/pdf; name=a.pdf",
            "image/png");
    private static final List<String> NAMES =
            List.of("", "John ", "\"Doe, John\" ", "=?utf-8?B?w6Q=?= ", "J. R. ", "\"a \\\"b\\\"\" ", "List-x ");
    private static final List<String> FILES = List.of(
            "; filename=a.txt",
            "; filename=\"a b (1).txt\"",
            "; filename*=utf-8''%E2%82%AC.pdf",
            "; filename*0=\"long \"; filename*1=\"name\"",
            "; filename*0*=utf-8'en'%E6%97; filename*1*=%A5; filename*2=x");

    private final Random random;
    private int boundaries;

    private RandomMessages(long number) {
        this.random = new Random(number);
    }

    /** A message that follows the RFCs. */
    public static byte[] wellFormed(long number) {
        RandomMessages messages = new RandomMessages(number);
        return Messages.message(messages.header() + messages.part(0));
    }

    /** A message some of whose lines or octets are lost, doubled or replaced. */
    public static byte[] damaged(long number) {
        RandomMessages messages = new RandomMessages(number);
        StringBuilder text = new StringBuilder(messages.header() + messages.part(0));
        for (int i = messages.random.nextInt(8); i > 0; i--) {
            messages.damage(text);
        }
        return (number % 3 == 0 ? text.toString() : text.toString().replace("\n", "\r\n"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A message of which the end is lost, or delimiters behind the first of their multipart, so that what is a header stays one. */
    public static byte[] cut(long number) {
        RandomMessages messages = new RandomMessages(number);
        String text = messages.header() + messages.part(0);
        String[] lines = text.split("(?<=\n)");
        StringBuilder left = new StringBuilder();
        for (String line : lines) {
            boolean later = line.startsWith("--") && left.indexOf(line.strip().replaceAll("--$", "") + "\n") >= 0;
            if (!later || messages.random.nextInt(6) > 0) {
                left.append(line);
            }
        }
        int end = messages.random.nextInt(3) == 0
                ? left.length() - messages.random.nextInt(left.length() / 3)
                : left.length();
        int header = left.indexOf("\n\n") + 2;
        int lineEnd = left.indexOf("\n", Math.max(header, end) - 1) + 1;
        return Messages.message(left.substring(0, lineEnd == 0 ? left.length() : lineEnd));
    }

    /** One to four addresses in one line. */
    public String addresses() {
        StringBuilder list = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String name = pick(NAMES);
            String address = "u" + random.nextInt(50) + "@h" + random.nextInt(9) + ".example";
            list.append(name.isEmpty() ? address : name + "<" + address + ">").append(i > 0 ? ", " : "");
        }
        return list.toString();
    }

    private String header() {
        return "From: " + addresses() + "\nTo: " + addresses() + "\nSubject: s" + random.nextInt() + "\n folded\n"
                + "Date: Thu, 15 Feb 2007 01:02:03 +0200\nMessage-ID: <" + random.nextInt()
                + "@x.example>\nMIME-Version: 1.0\n";
    }

    private String part(int depth) {
        int kind = random.nextInt(depth > 4 ? 3 : 6);
        if (kind >= 4 || depth == 0 && kind > 0) {
            return multipart(depth);
        }
        return kind == 3 ? "Content-Type: message/rfc822\n\n" + header() + part(depth + 1) : leaf();
    }

    private String multipart(int depth) {
        String boundary = "b" + boundaries++ + "x".repeat(random.nextInt(2));
        StringBuilder text = new StringBuilder("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n");
        text.append(random.nextBoolean() ? "preamble\n" : "");
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append("--")
                    .append(boundary)
                    .append(random.nextInt(4) == 0 ? " " : "")
                    .append('\n');
            text.append(part(depth + 1)).append('\n');
        }
        return text.append("--")
                .append(boundary)
                .append("--\n")
                .append(random.nextBoolean() ? "epilogue\n" : "")
                .toString();
    }

    private String leaf() {
        String disposition = random.nextBoolean() ? "Content-Disposition: attachment" + pick(FILES) + "\n" : "";
        String encoding = random.nextInt(3) == 0 ? "Content-Transfer-Encoding: base64\n" : "";
        StringBuilder body = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            body.append(" line ")
                    .append(random.nextInt(1000))
                    .append(random.nextInt(4) == 0 ? " --b0" : "")
                    .append('\n');
        }
        return "Content-Type: " + pick(TYPES) + "\n" + disposition + encoding + "\n" + body;
    }

    private void damage(StringBuilder text) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(20));
        switch (random.nextInt(5)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, text.substring(at, end));
            case 2 -> text.setCharAt(at, (char) random.nextInt(256));
            case 3 ->
                text.insert(
                        at,
                        pick(List.of("\n", "\n\n", "\r", "\0", "\"", "<", "=?", "--b0\n", "--b0--\n", ";", ":", "(")));
            default -> text.setLength(Math.max(1, text.length() - random.nextInt(50)));
        }
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
