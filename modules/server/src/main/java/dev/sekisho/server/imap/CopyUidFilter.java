// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.message.response.StatusResponse.ResponseCode;
import org.apache.james.imap.message.response.ImmutableStatusResponse;

/**
 * Sees to what the engine says with COPYUID. The code names the messages that were copied and the copies, one for one, by UID (RFC 4315 3);
 * the engine repeats the set that was asked for, which may have had {@code *}, numbers of messages, or messages that are no more. Then the
 * code is left out, as it is where UIDs do not last: a client looks the copies up for itself.
 */
final class CopyUidFilter {
    private static final String CODE = "COPYUID";
    private static final long LARGEST_UID = 0xffff_ffffL;
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,10})(?::([0-9]{1,10}))?");

    private CopyUidFilter() {}

    /**
     * The response as it may be sent.
     *
     * @param byUid true if the command named messages by UID
     */
    static ImapResponseMessage checked(ImapResponseMessage response, boolean byUid) {
        if (response instanceof StatusResponse status
                && status.getResponseCode() != null
                && CODE.equals(status.getResponseCode().getCode())
                && !(byUid && corresponds(status.getResponseCode()))) {
            return new ImmutableStatusResponse(
                    status.getServerResponseType(), status.getTag(), status.getCommand(), status.getTextKey(), null);
        }
        return response;
    }

    /** As many copies as messages that were asked for: all were there, and they stand for each other in order. */
    private static boolean corresponds(ResponseCode code) {
        List<String> sets = List.copyOf(code.getParameters());
        OptionalLong copied = sets.size() == 2 ? size(sets.get(0)) : OptionalLong.empty();
        return copied.isPresent() && copied.equals(size(sets.get(1)));
    }

    private static OptionalLong size(String set) {
        long size = 0;
        for (String range : Splitter.on(',').split(set)) {
            Matcher numbers = RANGE.matcher(range);
            if (!numbers.matches()) {
                return OptionalLong.empty();
            }
            long first = Long.parseLong(numbers.group(1));
            long last = numbers.group(2) == null ? first : Long.parseLong(numbers.group(2));
            if (Math.min(first, last) < 1 || Math.max(first, last) > LARGEST_UID) {
                return OptionalLong.empty();
            }
            size += Math.abs(last - first) + 1;
        }
        return OptionalLong.of(size);
    }
}
