// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import java.util.Optional;

/**
 * How a command ends: its tagged response without the tag (RFC 9051 7.1).
 *
 * @param status OK, NO or BAD
 * @param code for the client to act on
 * @param text for a person
 */
public record Completion(ReplyStatus status, Optional<ResponseCode> code, String text) {
    public static Completion ok(String text) {
        return new Completion(ReplyStatus.OK, Optional.empty(), text);
    }

    public static Completion ok(ResponseCode code, String text) {
        return new Completion(ReplyStatus.OK, Optional.of(code), text);
    }

    public static Completion no(String text) {
        return new Completion(ReplyStatus.NO, Optional.empty(), text);
    }

    public static Completion no(ResponseCode code, String text) {
        return new Completion(ReplyStatus.NO, Optional.of(code), text);
    }

    public static Completion bad(String text) {
        return new Completion(ReplyStatus.BAD, Optional.empty(), text);
    }

    public static Completion bad(ResponseCode code, String text) {
        return new Completion(ReplyStatus.BAD, Optional.of(code), text);
    }

    /** The response behind its tag, without CR LF. */
    public String line() {
        return status + " " + code.map(some -> "[" + some.text() + "] ").orElse("") + text;
    }
}
