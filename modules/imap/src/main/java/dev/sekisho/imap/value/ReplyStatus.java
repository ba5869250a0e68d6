// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.value;

/** What a status response says (RFC 9051 7.1). */
public enum ReplyStatus {
    OK,
    NO,
    BAD,
    PREAUTH,
    BYE
}
