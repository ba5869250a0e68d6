// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a file that is to be PEM. PEM is ASCII; what stands around its blocks may be anything. Editors put a byte order mark before it, or
 * write UTF-16: both are read.
 */
final class PemText {
    private static final String UTF8_MARK = "\u00ef\u00bb\u00bf";
    private static final String HYPHENS = "-----";

    private PemText() {}

    static String of(byte[] bytes) {
        Charset charset = charset(bytes);
        String text = new String(bytes, charset);
        return charset.equals(StandardCharsets.ISO_8859_1) ? text.replace(UTF8_MARK, "") : text.replace("\ufeff", "");
    }

    /** One octet a character, unless hyphens stand there in two octets each. */
    private static Charset charset(byte[] bytes) {
        for (Charset wide : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            byte[] mark = "\ufeff".getBytes(wide);
            boolean marked = bytes.length >= 2 && Arrays.equals(bytes, 0, 2, mark, 0, 2);
            if (marked || has(bytes, HYPHENS.getBytes(wide))) {
                return wide;
            }
        }
        return StandardCharsets.ISO_8859_1;
    }

    private static boolean has(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i += 2) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
