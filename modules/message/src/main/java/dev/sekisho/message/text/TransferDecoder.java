// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

/** Decodes transfer encodings (RFC 2045 6) leniently: any octets end in some result. */
final class TransferDecoder {
    private TransferDecoder() {}

    /**
     * A sink of encoded octets, which hands the decoded ones on.
     *
     * @param encoding in small letters; one that is not known is none
     */
    static OctetSink of(String encoding, OctetSink decoded) {
        return switch (encoding) {
            case "base64" -> new Base64Decoder(decoded);
            case "x-uuencode", "x-uue", "uuencode" -> new UuDecoder(decoded);
            case "quoted-printable" -> new QuotedPrintableDecoder(decoded);
            default -> decoded;
        };
    }
}
