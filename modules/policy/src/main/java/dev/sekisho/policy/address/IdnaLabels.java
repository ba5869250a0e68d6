// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.address;

import com.ibm.icu.text.IDNA;
import dev.sekisho.policy.diagnostics.ParseResult;
import java.util.EnumSet;
import java.util.Set;

/** The A-labels and U-labels of domains (RFC 5890) by UTS 46, non-transitional: ß stays a letter of its own. */
final class IdnaLabels {
    private static final IDNA RULES = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ);

    /** The check of the A-labels has a better message for this; the DNS has names with two hyphens in the third place. */
    private static final Set<IDNA.Error> NOT_HERE = EnumSet.of(
            IDNA.Error.HYPHEN_3_4,
            IDNA.Error.LEADING_HYPHEN,
            IDNA.Error.TRAILING_HYPHEN,
            IDNA.Error.EMPTY_LABEL,
            IDNA.Error.LABEL_TOO_LONG,
            IDNA.Error.DOMAIN_NAME_TOO_LONG);

    private IdnaLabels() {}

    /** A domain in A-labels; refused if a label is none that the DNS may have. */
    static ParseResult<String> toAscii(String name) {
        StringBuilder ascii = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        RULES.nameToASCII(name, ascii, info);
        Set<IDNA.Error> errors = EnumSet.noneOf(IDNA.Error.class);
        errors.addAll(info.getErrors());
        errors.removeAll(NOT_HERE);
        return errors.isEmpty()
                ? new ParseResult.Parsed<>(ascii.toString())
                : new ParseResult.Rejected<>(fault(errors), "write it as it is registered in the DNS");
    }

    private static String fault(Set<IDNA.Error> errors) {
        if (errors.contains(IDNA.Error.PUNYCODE) || errors.contains(IDNA.Error.INVALID_ACE_LABEL)) {
            return "has a label that begins with xn-- and is not an encoded name (RFC 5891)";
        }
        if (errors.contains(IDNA.Error.BIDI)) {
            return "mixes left-to-right and right-to-left text in a way that domains may not (RFC 5893)";
        }
        if (errors.contains(IDNA.Error.CONTEXTJ)) {
            return "has a joiner where none is allowed (RFC 5892)";
        }
        return errors.contains(IDNA.Error.LEADING_COMBINING_MARK)
                ? "has a label that begins with a combining mark"
                : "has a character that no domain can have (UTS 46)";
    }

    /** A domain in U-labels, as people read it. */
    static String toUnicode(String ascii) {
        StringBuilder unicode = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        RULES.nameToUnicode(ascii, unicode, info);
        return info.hasErrors() ? ascii : unicode.toString();
    }
}
