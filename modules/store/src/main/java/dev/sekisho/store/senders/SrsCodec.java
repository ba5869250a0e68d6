// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.senders;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Local parts that hold another address, by the Sender Rewriting Scheme: {@code SRS0=hash=day=domain=local} for the sender that a
 * message came with, {@code SRS1=hash=domain==hash=day=domain=local} for one that another server has rewritten already, which that server takes
 * back. The hash is 40 bits of HMAC-SHA256 in base32. Servers on the way may fold case, so case counts nowhere.
 *
 * @param key the secret
 */
record SrsCodec(byte[] key) {
    /** Days for which a rewritten sender is taken back: longer than any queue tries. */
    static final int MOST_DAYS = 21;

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int HASH = 8;
    private static final int DAYS = BASE32.length() * BASE32.length();
    /** RFC 5321 4.5.3.1.1. */
    private static final int LONGEST_LOCAL_PART = 64;

    private static final Pattern DOT_ATOM =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9._-]*[A-Za-z_-][A-Za-z0-9._-]*");
    private static final Pattern FIRST = Pattern.compile("(?i)SRS0[=+-]([A-Z2-7]{8})=([A-Z2-7]{2})=([^=]+)=(.+)");
    private static final Pattern SECOND = Pattern.compile("(?i)SRS1[=+-]([A-Z2-7]{8})=([^=]+)=([=+-].+)");
    private static final Pattern OTHERS_FIRST = Pattern.compile("(?i)SRS0([=+-].+)");
    private static final Pattern OTHERS_SECOND = Pattern.compile("(?i)SRS1[=+-][^=]+=([^=]+)=([=+-].+)");
    /** Ours, without regard to whether it is right. */
    private static final Pattern ANY = Pattern.compile("(?i)SRS([01][=+-]|K=).*");

    /** An address in its two halves. */
    record Parts(String localPart, String domain) {}

    static boolean looksLikeOne(String localPart) {
        return ANY.matcher(localPart).matches();
    }

    /** The local part for a sender; empty if it has no room, or cannot be written within one. */
    Optional<String> write(Parts sender, long today) {
        return rewritten(sender, today)
                .filter(local -> local.length() <= LONGEST_LOCAL_PART)
                .filter(local -> DOT_ATOM.matcher(local).matches())
                .filter(local -> DOMAIN.matcher(sender.domain()).matches());
    }

    private Optional<String> rewritten(Parts sender, long today) {
        Matcher second = OTHERS_SECOND.matcher(sender.localPart());
        if (second.matches()) {
            return Optional.of(again(second.group(1), second.group(2)));
        }
        Matcher first = OTHERS_FIRST.matcher(sender.localPart());
        if (first.matches()) {
            return Optional.of(again(sender.domain(), first.group(1)));
        }
        String day = day(today);
        String rest = day + "=" + sender.domain() + "=" + sender.localPart();
        return Optional.of("SRS0=" + hash("0" + rest) + "=" + rest);
    }

    private String again(String domain, String rest) {
        return "SRS1=" + hash("1" + domain + "=" + rest) + "=" + domain + "=" + rest;
    }

    /** The sender that a local part holds; empty if this key has not made it, or it is too old. */
    Optional<Parts> read(String localPart, long today) {
        Matcher first = FIRST.matcher(localPart);
        if (first.matches()) {
            String signed = "0" + first.group(2) + "=" + first.group(3) + "=" + first.group(4);
            return isSigned(first.group(1), signed) && isFresh(first.group(2), today)
                    ? Optional.of(new Parts(first.group(4), first.group(3)))
                    : Optional.empty();
        }
        Matcher second = SECOND.matcher(localPart);
        return second.matches() && isSigned(second.group(1), "1" + second.group(2) + "=" + second.group(3))
                ? Optional.of(new Parts("SRS0" + second.group(3), second.group(2)))
                : Optional.empty();
    }

    /** What stands for a sender that has no room; another one each day, so that those in use are never too old. */
    String token(String sender, long today) {
        return base32(mac("K" + day(today) + sender), 24);
    }

    private boolean isSigned(String hash, String signed) {
        return MessageDigest.isEqual(
                hash.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII),
                hash(signed).getBytes(StandardCharsets.US_ASCII));
    }

    /** Of tomorrow too, for a node whose clock is ahead. */
    private static boolean isFresh(String day, long today) {
        String upper = day.toUpperCase(Locale.ROOT);
        int then = BASE32.indexOf(upper.charAt(0)) * BASE32.length() + BASE32.indexOf(upper.charAt(1));
        long age = Math.floorMod(today - then, (long) DAYS);
        return age <= MOST_DAYS || age == DAYS - 1;
    }

    private static String day(long today) {
        int day = (int) Math.floorMod(today, (long) DAYS);
        return "" + BASE32.charAt(day / BASE32.length()) + BASE32.charAt(day % BASE32.length());
    }

    private String hash(String text) {
        return base32(mac(text.toLowerCase(Locale.ROOT)), HASH);
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String base32(byte[] octets, int characters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            int bit = i * 5;
            int pair = (octets[bit / 8] & 0xff) << 8 | octets[bit / 8 + 1] & 0xff;
            text.append(BASE32.charAt(pair >> 11 - bit % 8 & 31));
        }
        return text.toString();
    }

    static Optional<String> tokenOf(String localPart) {
        return localPart.toUpperCase(Locale.ROOT).startsWith("SRSK=")
                ? Optional.of(localPart.substring(5).toUpperCase(Locale.ROOT))
                : Optional.empty();
    }
}
