// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import java.util.Optional;

/** Ends the reading of a command; it never leaves the parser. */
@SuppressWarnings("serial")
final class SyntaxException extends Exception {
    final ReplyStatus status;
    final Optional<ResponseCode> code;

    private SyntaxException(ReplyStatus status, Optional<ResponseCode> code, String text) {
        super(text, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** The grammar is not obeyed: BAD. */
    static SyntaxException bad(String text) {
        return new SyntaxException(ReplyStatus.BAD, Optional.empty(), text);
    }

    /** The form is right, but cannot be obeyed: NO. */
    static SyntaxException no(ResponseCode code, String text) {
        return new SyntaxException(ReplyStatus.NO, Optional.of(code), text);
    }

    /** What is wrong. */
    String text() {
        return String.valueOf(getMessage());
    }
}
