// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.value;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What stands in brackets in a status response (RFC 9051 7.1, RFC 5530 3), so that a client can act on it.
 *
 * @param text as it is written between the brackets
 */
public record ResponseCode(String text) {
    public static final ResponseCode ALERT = new ResponseCode("ALERT");
    public static final ResponseCode ALREADYEXISTS = new ResponseCode("ALREADYEXISTS");
    public static final ResponseCode AUTHENTICATIONFAILED = new ResponseCode("AUTHENTICATIONFAILED");
    public static final ResponseCode AUTHORIZATIONFAILED = new ResponseCode("AUTHORIZATIONFAILED");
    public static final ResponseCode CANNOT = new ResponseCode("CANNOT");
    public static final ResponseCode CLIENTBUG = new ResponseCode("CLIENTBUG");
    public static final ResponseCode CLOSED = new ResponseCode("CLOSED");
    public static final ResponseCode COMPRESSIONACTIVE = new ResponseCode("COMPRESSIONACTIVE");
    public static final ResponseCode HASCHILDREN = new ResponseCode("HASCHILDREN");
    public static final ResponseCode INUSE = new ResponseCode("INUSE");
    public static final ResponseCode LIMIT = new ResponseCode("LIMIT");
    public static final ResponseCode NOMODSEQ = new ResponseCode("NOMODSEQ");
    public static final ResponseCode NONEXISTENT = new ResponseCode("NONEXISTENT");
    public static final ResponseCode NOPERM = new ResponseCode("NOPERM");
    public static final ResponseCode NOTSAVED = new ResponseCode("NOTSAVED");
    public static final ResponseCode NOTIFICATIONOVERFLOW = new ResponseCode("NOTIFICATIONOVERFLOW");
    public static final ResponseCode OVERQUOTA = new ResponseCode("OVERQUOTA");
    public static final ResponseCode PARSE = new ResponseCode("PARSE");
    public static final ResponseCode READ_ONLY = new ResponseCode("READ-ONLY");
    public static final ResponseCode READ_WRITE = new ResponseCode("READ-WRITE");
    public static final ResponseCode SERVERBUG = new ResponseCode("SERVERBUG");
    public static final ResponseCode TOOBIG = new ResponseCode("TOOBIG");
    public static final ResponseCode TRYCREATE = new ResponseCode("TRYCREATE");
    public static final ResponseCode UIDNOTSTICKY = new ResponseCode("UIDNOTSTICKY");
    public static final ResponseCode UNAVAILABLE = new ResponseCode("UNAVAILABLE");
    public static final ResponseCode UNKNOWN_CTE = new ResponseCode("UNKNOWN-CTE");
    public static final ResponseCode USEATTR = new ResponseCode("USEATTR");

    /** BADCHARSET, with the charsets that every search understands. */
    public static final ResponseCode BADCHARSET = new ResponseCode("BADCHARSET (US-ASCII UTF-8)");

    /** APPENDUID (RFC 4315 3). */
    public static ResponseCode appendUid(long uidValidity, NumberRanges uids) {
        return new ResponseCode("APPENDUID " + uidValidity + " " + uids);
    }

    /**
     * COPYUID (RFC 4315 3).
     *
     * @param from the UIDs copied
     * @param to the UIDs of the copies, which ascend as those copied do
     */
    public static ResponseCode copyUid(long uidValidity, NumberRanges from, NumberRanges to) {
        return new ResponseCode("COPYUID " + uidValidity + " " + from + " " + to);
    }

    /** BADEVENT (RFC 5465 3.1), with the events there are. */
    public static ResponseCode badEvent(Collection<String> supported) {
        return new ResponseCode("BADEVENT (" + String.join(" ", supported) + ")");
    }

    /** BADURL (RFC 4469 4.1): what it may not have of a URL is percent-encoded. */
    public static ResponseCode badUrl(String url) {
        StringBuilder text = new StringBuilder("BADURL ");
        for (byte octet : url.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > ' ' && octet < 0x7f && octet != ']' && octet != '\\';
            text.append(plain ? String.valueOf((char) octet) : String.format("%%%02X", octet));
        }
        return new ResponseCode(text.toString());
    }

    /** CAPABILITY. */
    public static ResponseCode capability(Collection<String> capabilities) {
        return new ResponseCode("CAPABILITY " + String.join(" ", capabilities));
    }

    /** HIGHESTMODSEQ (RFC 7162 3.1.2.1). */
    public static ResponseCode highestModSeq(long modSeq) {
        return new ResponseCode("HIGHESTMODSEQ " + modSeq);
    }

    /** MAILBOXID (RFC 8474 4.1). */
    public static ResponseCode mailboxId(String id) {
        return new ResponseCode("MAILBOXID (" + id + ")");
    }

    /** MODIFIED: the messages whose flags were not stored (RFC 7162 3.1.3). */
    public static ResponseCode modified(NumberRanges messages) {
        return new ResponseCode("MODIFIED " + messages);
    }

    /**
     * PERMANENTFLAGS.
     *
     * @param newKeywords true if clients may make keywords of their own
     */
    public static ResponseCode permanentFlags(Collection<Flag> flags, boolean newKeywords) {
        String names = flags.stream().map(Flag::name).collect(Collectors.joining(" "));
        String star = newKeywords ? names.isEmpty() ? "\\*" : " \\*" : "";
        return new ResponseCode("PERMANENTFLAGS (" + names + star + ")");
    }

    /** UIDNEXT. */
    public static ResponseCode uidNext(long uid) {
        return new ResponseCode("UIDNEXT " + uid);
    }

    /** UIDVALIDITY. */
    public static ResponseCode uidValidity(long uidValidity) {
        return new ResponseCode("UIDVALIDITY " + uidValidity);
    }

    /** UNSEEN (RFC 3501 7.1): the first unseen message. */
    public static ResponseCode unseen(long number) {
        return new ResponseCode("UNSEEN " + number);
    }

    /**
     * INPROGRESS (RFC 9585 3).
     *
     * @param tag the tag of the command
     * @param done how much is done
     * @param goal of how much
     */
    public static ResponseCode inProgress(String tag, long done, long goal) {
        return new ResponseCode("INPROGRESS (\"" + tag.replace("\\", "\\\\") + "\" " + done + " " + goal + ")");
    }

    /** METADATA LONGENTRIES (RFC 5464 4.2.1): the size of the largest value that was left out. */
    public static ResponseCode metadataLongEntries(long octets) {
        return new ResponseCode("METADATA LONGENTRIES " + octets);
    }

    /** METADATA MAXSIZE, TOOMANY or NOPRIVATE (RFC 5464 4.3). */
    public static ResponseCode metadata(String why) {
        return new ResponseCode("METADATA " + why);
    }
}
