// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.policy.smtp.SmtpReply;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Replies that are not refusals by policy, and those refusals of the policy that only the server can find due. */
public final class SmtpReplies {
    public static final SmtpReply OK = new SmtpReply(250, "2.0.0", "OK");
    public static final SmtpReply SENDER_OK = new SmtpReply(250, "2.1.0", "Sender OK");
    public static final SmtpReply RECIPIENT_OK = new SmtpReply(250, "2.1.5", "Recipient OK");
    public static final SmtpReply CHUNK_OK = new SmtpReply(250, "2.0.0", "Chunk OK");
    public static final SmtpReply BYE = new SmtpReply(221, "2.0.0", "Bye");
    public static final SmtpReply HELP = new SmtpReply(214, "2.0.0", "See RFC 5321");
    public static final SmtpReply CANNOT_VRFY =
            new SmtpReply(252, "2.5.2", "Cannot VRFY, but will take mail for a user here");
    public static final SmtpReply READY_FOR_TLS = new SmtpReply(220, "2.0.0", "Ready to start TLS");
    public static final SmtpReply TLS_UNAVAILABLE = SmtpRefusal.TLS_UNAVAILABLE.reply();
    public static final SmtpReply SEND_DATA = new SmtpReply(354, "", "End data with <CR><LF>.<CR><LF>");
    public static final SmtpReply AUTHENTICATED = new SmtpReply(235, "2.7.0", "Authentication succeeded");
    public static final SmtpReply AUTH_UNAVAILABLE =
            new SmtpReply(454, "4.7.0", "Logins cannot be checked at the moment");
    public static final SmtpReply AUTH_CANCELLED = SmtpRefusal.AUTH_CANCELLED.reply();
    public static final SmtpReply AUTH_NOT_BASE64 = SmtpRefusal.AUTH_MALFORMED.reply();
    public static final SmtpReply UNKNOWN_MECHANISM = SmtpRefusal.MECHANISM_UNKNOWN.reply();
    public static final SmtpReply NO_ARGUMENT = new SmtpReply(501, "5.5.4", "Host name expected");
    public static final SmtpReply MAIL_SYNTAX = new SmtpReply(501, "5.5.4", "Syntax: MAIL FROM:<address>");
    public static final SmtpReply RCPT_SYNTAX = new SmtpReply(501, "5.5.4", "Syntax: RCPT TO:<address>");
    public static final SmtpReply BDAT_SYNTAX = new SmtpReply(501, "5.5.4", "Syntax: BDAT size [LAST]");
    public static final SmtpReply BAD_SENDER = new SmtpReply(501, "5.1.7", "Bad sender address syntax");
    public static final SmtpReply BAD_RECIPIENT = new SmtpReply(501, "5.1.3", "Bad recipient address syntax");
    public static final SmtpReply NOT_ASCII = new SmtpReply(553, "5.6.7", "Addresses beyond ASCII are not served");
    public static final SmtpReply UNKNOWN_PARAMETER = new SmtpReply(555, "5.5.4", "Unsupported parameter");
    public static final SmtpReply BAD_PARAMETER = new SmtpReply(501, "5.5.4", "Bad parameter value");
    public static final SmtpReply NO_BINARY = new SmtpReply(501, "5.6.1", "BINARYMIME is not served");
    public static final SmtpReply LINE_MALFORMED =
            new SmtpReply(500, "5.5.2", "Lines end in CR LF and hold neither CR, LF nor NUL");
    public static final SmtpReply LINE_TOO_LONG = new SmtpReply(500, "5.5.2", "Line too long");
    public static final SmtpReply TOO_MANY_ERRORS = new SmtpReply(421, "4.7.0", "Too many errors");
    public static final SmtpReply NOT_HTTP = new SmtpReply(421, "4.7.0", "This is a mail server");
    public static final SmtpReply IDLE = new SmtpReply(421, "4.4.2", "Idle for too long, closing connection");
    public static final SmtpReply ACCOUNT_CHANGED =
            new SmtpReply(421, "4.7.0", "The account has changed, log in again");
    public static final SmtpReply TOO_MANY_OF_USER =
            new SmtpReply(421, "4.7.0", "Too many connections of this user, try again later");
    public static final SmtpReply STOPPING = new SmtpReply(421, "4.3.2", "The server ends, try again later");
    public static final SmtpReply FAULT = new SmtpReply(421, "4.3.0", "Local error, closing connection");
    /** In the words of a refusal by the policy: a client is not told what failed. */
    public static final SmtpReply TRY_LATER = SmtpRefusal.PINS_UNREADABLE.reply();

    public static final SmtpReply STORAGE_FULL =
            new SmtpReply(452, "4.3.1", "Insufficient system storage, try again later");

    /** A word for each of these that refuses something. */
    private static final Map<SmtpReply, String> REASONS = reasons();

    private SmtpReplies() {}

    /** Why, in a word for the log: the word of the policy's refusal, or one of these; {@code other} for what a handler of the chain says. */
    public static String reason(SmtpReply reply) {
        return REASONS.getOrDefault(reply, "other");
    }

    /** Every word that {@link #reason} gives for a reply of these or of the policy. */
    static Set<String> words() {
        return Set.copyOf(REASONS.values());
    }

    private static Map<SmtpReply, String> reasons() {
        Map<SmtpReply, String> reasons = new HashMap<>();
        for (SmtpRefusal refusal : SmtpRefusal.values()) {
            reasons.putIfAbsent(refusal.reply(), refusal.word());
        }
        reasons.put(MAIL_SYNTAX, "syntax");
        reasons.put(RCPT_SYNTAX, "syntax");
        reasons.put(BDAT_SYNTAX, "syntax");
        reasons.put(BAD_SENDER, "bad-sender");
        reasons.put(BAD_RECIPIENT, "bad-recipient");
        reasons.put(NOT_ASCII, "not-ascii");
        reasons.put(UNKNOWN_PARAMETER, "unknown-parameter");
        reasons.put(BAD_PARAMETER, "bad-parameter");
        reasons.put(NO_BINARY, "binary");
        reasons.put(LINE_TOO_LONG, "line-too-long");
        reasons.put(LINE_MALFORMED, "line-malformed");
        reasons.put(TRY_LATER, "local-error");
        reasons.put(STORAGE_FULL, "storage-full");
        return Map.copyOf(reasons);
    }
}
