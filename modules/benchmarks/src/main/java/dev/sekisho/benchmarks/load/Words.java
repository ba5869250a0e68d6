// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Random;

/**
 * The words of the messages of one charset.
 *
 * @param charset the name of the charset
 * @param transfer the transfer encoding of the text
 * @param separator what stands between words
 * @param people names
 * @param common words of all texts
 * @param rare words that few texts have, for who searches
 */
record Words(String charset, String transfer, String separator, String[] people, String[] common, String[] rare) {
    private static final int LINE = 70;

    private static final Words ASCII = new Words(
            "us-ascii",
            "7bit",
            " ",
            "Alice Example,Bob Sample,Carol Instance,Dave Pattern,Erin Model,Frank Specimen".split(",", -1),
            ("the of report meeting project and customer with order for delivery please attached budget next week from"
                            + " office invoice number could you send me a short note about our plans version server")
                    .split(" ", -1),
            "quarterly zeppelin xylophone harbour".split(" ", -1));

    private static final Words UTF_8 = new Words(
            "UTF-8",
            "8bit",
            " ",
            "Jörg Müller,Zoë Brontë,Łukasz Żak,Søren Ærø,María Núñez,Élodie Façade".split(",", -1),
            ("der die das für über Größe Straße Übung café naïve élève garçon niño año señal żółty łódź blå smørrebrød"
                            + " Angebot Rechnung Auftrag Lieferung Woche Büro Grüße schön möglich nächste Prüfung")
                    .split(" ", -1),
            "Vierteljahr Zeppelin Hafen Öl".split(" ", -1));

    private static final Words JAPANESE = new Words(
            "ISO-2022-JP",
            "7bit",
            "",
            "山田太郎,鈴木花子,佐藤次郎,高橋美咲,田中一郎,伊藤さくら".split(",", -1),
            ("会議 資料 の 件 について ご確認 ください 明日 東京 本社 予定 変更 お願い します 添付 ファイル 担当 連絡 " + "よろしく 製品 出荷 、 。 テスト サーバー 設定 報告 を は が に")
                    .split(" ", -1),
            "見積 関所 港町 四半期".split(" ", -1));

    static Words of(int kind) {
        return switch (kind) {
            case 0 -> ASCII;
            case 1 -> UTF_8;
            default -> JAPANESE;
        };
    }

    String person(Random random) {
        return people[random.nextInt(people.length)];
    }

    String subject(Random random) {
        StringBuilder text = new StringBuilder(word(random, 20));
        for (int words = 3 + random.nextInt(4); words > 0; words--) {
            text.append(separator).append(word(random, 400));
        }
        return text.toString();
    }

    /** A rare word once in so many, else a common one. */
    private String word(Random random, int rarely) {
        return random.nextInt(rarely) == 0 ? rare[random.nextInt(rare.length)] : common[random.nextInt(common.length)];
    }

    String phrase(String name) {
        return charset.equals("us-ascii") ? "\"" + name + "\"" : encoded(name);
    }

    /** As an encoded word (RFC 2047), if it has to be one. */
    String encoded(String text) {
        if (charset.equals("us-ascii")) {
            return text;
        }
        return "=?" + charset + "?B?" + Base64.getEncoder().encodeToString(text.getBytes(Charset.forName(charset)))
                + "?=";
    }

    /** Lines of about 70 characters, and an empty one now and then. */
    String paragraphs(Random random, int lines) {
        StringBuilder text = new StringBuilder(lines * LINE);
        for (int line = 0; line < lines; line++) {
            int start = text.length();
            int longest = separator.isEmpty() ? LINE / 2 : LINE;
            while (text.length() - start < longest) {
                text.append(word(random, 3_000)).append(separator);
            }
            text.append(random.nextInt(6) == 0 ? "\r\n\r\n" : "\r\n");
        }
        return text.toString();
    }
}
