// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.response;

import dev.sekisho.imap.thread.MessageThreads;
import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.ReplyStatus;
import dev.sekisho.imap.value.ResponseCode;
import dev.sekisho.imap.value.StatusItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes the responses of a session (RFC 9051 7). Little is kept: a response goes to the sink when there is enough of it, and with
 * {@link #flush}. One owner, no threads. All methods throw {@link IOException} if the sink does.
 */
public final class ImapResponses {
    private final ResponseBuffer buffer;
    private final SectionNames sectionNames = new SectionNames();

    /** Writes to a sink. */
    public ImapResponses(ResponseSink sink) {
        this.buffer = new ResponseBuffer(sink);
    }

    /** The client has enabled UTF8=ACCEPT or IMAP4rev2: strings and names are UTF-8 from now on. */
    public void enableUtf8() {
        buffer.enableUtf8();
        sectionNames.enableUtf8();
    }

    /** The responses that tell of the account and the server. */
    public AccountResponses account() {
        return new AccountResponses(buffer);
    }

    /** Gives what waits to the sink: at the end of a command, and before a session is idle. */
    public void flush() throws IOException {
        buffer.finish();
    }

    /** The answer that ends a command (RFC 9051 7.1). */
    public void tagged(String tag, ReplyStatus status, Optional<ResponseCode> code, String text) throws IOException {
        buffer.ascii(tag).octet(' ');
        status(status, code, text);
    }

    /** A status response without a tag: {@code * OK}, {@code * NO}, {@code * BYE} and the like. */
    public void untagged(ReplyStatus status, Optional<ResponseCode> code, String text) throws IOException {
        buffer.ascii("* ");
        status(status, code, text);
    }

    private void status(ReplyStatus status, Optional<ResponseCode> code, String text) throws IOException {
        buffer.ascii(status.name()).octet(' ');
        if (code.isPresent()) {
            buffer.octet('[').ascii(code.get().text()).ascii("] ");
        }
        buffer.text(text).endOfLine();
    }

    /** A continuation (RFC 9051 7.5): leave to send a literal, or a challenge in base64. */
    public void continuation(String text) throws IOException {
        buffer.ascii("+ ").ascii(text).endOfLine();
    }

    /** CAPABILITY (RFC 9051 7.2.2). */
    public void capability(Collection<String> capabilities) throws IOException {
        words("CAPABILITY", capabilities);
    }

    /** ENABLED (RFC 9051 7.2.1). */
    public void enabled(Collection<String> capabilities) throws IOException {
        words("ENABLED", capabilities);
    }

    private void words(String name, Collection<String> words) throws IOException {
        buffer.ascii("* ").ascii(name);
        for (String word : words) {
            buffer.octet(' ').ascii(word);
        }
        buffer.endOfLine();
    }

    /** FLAGS (RFC 9051 7.3.5). */
    public void flags(Collection<Flag> flags) throws IOException {
        buffer.ascii("* FLAGS ").flags(flags).endOfLine();
    }

    /** EXISTS (RFC 9051 7.4.1). */
    public void exists(long messages) throws IOException {
        numbered(messages, "EXISTS");
    }

    /** RECENT (RFC 3501 7.3.2). */
    public void recent(long messages) throws IOException {
        numbered(messages, "RECENT");
    }

    /** EXPUNGE (RFC 9051 7.5.1). */
    public void expunge(long number) throws IOException {
        numbered(number, "EXPUNGE");
    }

    private void numbered(long number, String what) throws IOException {
        buffer.ascii("* ").number(number).octet(' ').ascii(what).endOfLine();
    }

    /**
     * VANISHED (RFC 7162 3.2.10); nothing if there are no UIDs.
     *
     * @param earlier true in answer to a client that resynchronises
     */
    public void vanished(NumberRanges uids, boolean earlier) throws IOException {
        if (!uids.isEmpty()) {
            buffer.ascii(earlier ? "* VANISHED (EARLIER) " : "* VANISHED ")
                    .ascii(uids.toString())
                    .endOfLine();
        }
    }

    /** SEARCH (RFC 3501 7.2.5), with MODSEQ (RFC 7162 3.1.5) if the search asked for one and something was found. */
    public void search(NumberRanges found, OptionalLong modSeq) throws IOException {
        buffer.ascii("* SEARCH");
        for (int range = 0; range < found.rangeCount(); range++) {
            for (long number = found.first(range); number <= found.last(range); number++) {
                buffer.octet(' ').number(number);
            }
        }
        highest(modSeq, found.size());
        buffer.endOfLine();
    }

    private void highest(OptionalLong modSeq, long found) throws IOException {
        if (modSeq.isPresent() && found > 0) {
            buffer.ascii(" (MODSEQ ").number(modSeq.getAsLong()).octet(')');
        }
    }

    /** ESEARCH (RFC 9051 7.3.4, RFC 4731 3.1). */
    public void esearch(String tag, boolean uid, ExtendedSearchResult result) throws IOException {
        buffer.ascii("* ESEARCH (TAG ").string(tag).octet(')').ascii(uid ? " UID" : "");
        optional(" MIN ", result.min());
        optional(" MAX ", result.max());
        if (result.all().isPresent() && !result.all().get().isEmpty()) {
            buffer.ascii(" ALL ").ascii(result.all().get().toString());
        }
        optional(" COUNT ", result.count());
        optional(" MODSEQ ", result.modSeq());
        buffer.endOfLine();
    }

    private void optional(String name, OptionalLong number) throws IOException {
        if (number.isPresent()) {
            buffer.ascii(name).number(number.getAsLong());
        }
    }

    /** SORT (RFC 5256 4), with MODSEQ (RFC 7162 3.1.9) if the search asked for one and something was found. */
    public void sort(long[] sorted, OptionalLong modSeq) throws IOException {
        buffer.ascii("* SORT");
        for (long number : sorted) {
            buffer.octet(' ').number(number);
        }
        highest(modSeq, sorted.length);
        buffer.endOfLine();
    }

    /** THREAD (RFC 5256 4). */
    public void thread(MessageThreads threads) throws IOException {
        buffer.ascii("* THREAD");
        if (!threads.isEmpty()) {
            buffer.octet(' ').octets(threads.toString().getBytes(StandardCharsets.US_ASCII));
        }
        buffer.endOfLine();
    }

    /**
     * LIST (RFC 9051 7.3.1).
     *
     * @param attributes with their backslashes
     * @param childInfo what is selected below it (RFC 5258 4), such as SUBSCRIBED; empty for nothing
     */
    public void list(Collection<String> attributes, char separator, MailboxName mailbox, Collection<String> childInfo)
            throws IOException {
        listed("LIST", attributes, separator).mailbox(mailbox);
        if (!childInfo.isEmpty()) {
            buffer.ascii(" (\"CHILDINFO\" (");
            String between = "";
            for (String info : childInfo) {
                buffer.ascii(between).string(info);
                between = " ";
            }
            buffer.ascii("))");
        }
        buffer.endOfLine();
    }

    /** LIST of a mailbox that had another name before (RFC 5465 5.4). */
    public void listRenamed(Collection<String> attributes, char separator, MailboxName mailbox, MailboxName old)
            throws IOException {
        listed("LIST", attributes, separator).mailbox(mailbox).ascii(" (\"OLDNAME\" (");
        buffer.mailbox(old).ascii("))").endOfLine();
    }

    /** The answer to {@code LIST "" ""}: the separator, and the root, which has no name. */
    public void listRoot(char separator) throws IOException {
        listed("LIST", List.of("\\Noselect"), separator);
        buffer.ascii("\"\"").endOfLine();
    }

    /** LSUB (RFC 3501 7.2.3). */
    public void lsub(Collection<String> attributes, char separator, MailboxName mailbox) throws IOException {
        listed("LSUB", attributes, separator).mailbox(mailbox);
        buffer.endOfLine();
    }

    private ResponseBuffer listed(String name, Collection<String> attributes, char separator) throws IOException {
        buffer.ascii("* ").ascii(name).ascii(" (").ascii(String.join(" ", attributes));
        return buffer.ascii(") \"")
                .ascii(separator == '\\' ? "\\\\" : String.valueOf(separator))
                .ascii("\" ");
    }

    /** STATUS (RFC 9051 7.3.2): each item with its value; MAILBOXID's in parentheses, APPENDLIMIT's perhaps NIL. */
    public void status(MailboxName mailbox, Map<StatusItem, String> values) throws IOException {
        buffer.ascii("* STATUS ").mailbox(mailbox).ascii(" (");
        String between = "";
        for (Map.Entry<StatusItem, String> value : values.entrySet()) {
            buffer.ascii(between).ascii(value.getKey().word()).octet(' ').ascii(value.getValue());
            between = " ";
        }
        buffer.octet(')').endOfLine();
    }

    /** Begins FETCH (RFC 9051 7.5.2) of a message; {@link FetchResponse#end} ends it. */
    public FetchResponse fetch(long number) throws IOException {
        buffer.ascii("* ").number(number).ascii(" FETCH (");
        return new FetchResponse(buffer, sectionNames);
    }
}
