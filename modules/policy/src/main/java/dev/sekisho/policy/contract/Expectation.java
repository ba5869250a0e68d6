// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.imap.ImapRefusal;
import java.util.List;
import java.util.Optional;

/** What a client sees after the last step of a scenario. */
public sealed interface Expectation {

    /** How it is written in a table. */
    String text();

    /** What the visitor's method for this expectation makes of it. */
    <T> T accept(Visitor<T> visitor);

    /** A method for each expectation. */
    interface Visitor<T> {
        T greeting();

        T reply(Reply expected);

        T served();

        T lists(Lists expected);

        T ok();

        T err(Err expected);

        T tagged(Tagged expected);

        T tlsBegins();

        T handshakeFails();

        T closedWithoutAWord();

        T closedAtStartTls();

        T allServed(AllServed expected);
    }

    /** The server greets. */
    record Greeting() implements Expectation {
        @Override
        public String text() {
            return "greeting";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.greeting();
        }
    }

    /**
     * A reply of SMTP.
     *
     * @param code the three digits
     * @param enhanced how the enhanced code begins; empty if any or none will do
     * @param words the text after the codes, where every word matters; empty if any will do
     * @param closes true if the connection is closed after it
     */
    record Reply(int code, String enhanced, Optional<String> words, boolean closes) implements Expectation {
        static Reply of(int code, String enhanced) {
            return new Reply(code, enhanced, Optional.empty(), false);
        }

        @Override
        public String text() {
            String codes = enhanced.isEmpty() ? Integer.toString(code) : code + " " + enhanced;
            return codes + words.map(text -> " " + text).orElse("") + (closes ? ", connection closed" : "");
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.reply(this);
        }
    }

    /** Any reply of SMTP that begins with 2. */
    record Served() implements Expectation {
        @Override
        public String text() {
            return "served (2xx)";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.served();
        }
    }

    /**
     * A list of capabilities.
     *
     * @param listed what is among them
     * @param notListed what is not
     */
    record Lists(List<String> listed, List<String> notListed) implements Expectation {
        public Lists {
            listed = List.copyOf(listed);
            notListed = List.copyOf(notListed);
        }

        @Override
        public String text() {
            String with = listed.isEmpty() ? "" : "lists " + String.join(", ", listed);
            String without = notListed.isEmpty() ? "" : "without " + String.join(", ", notListed);
            return with.isEmpty() || without.isEmpty() ? with + without : with + "; " + without;
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.lists(this);
        }
    }

    /** A reply of POP3 that begins with +OK. */
    record Ok() implements Expectation {
        @Override
        public String text() {
            return "+OK";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.ok();
        }
    }

    /**
     * A reply of POP3 that begins with -ERR.
     *
     * @param responseCode the code in brackets (RFC 2449 8), without them; empty if any or none will do
     * @param words the text behind it, where every word matters; empty if any will do
     * @param closes true if the connection is closed after it
     */
    record Err(String responseCode, Optional<String> words, boolean closes) implements Expectation {
        static Err of(String responseCode) {
            return new Err(responseCode, Optional.empty(), false);
        }

        @Override
        public String text() {
            String code = responseCode.isEmpty() ? "-ERR" : "-ERR [" + responseCode + "]";
            return code + words.map(text -> " " + text).orElse("") + (closes ? ", connection closed" : "");
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.err(this);
        }
    }

    /**
     * The status of an IMAP reply (RFC 9051 7.1), which is tagged but for BYE.
     *
     * @param verdict which
     * @param closes true if the connection is closed after it, with BYE or in its place
     */
    record Tagged(Verdict verdict, boolean closes) implements Expectation {
        /** The status of a reply. */
        public enum Verdict {
            /** OK. */
            OK,
            /** NO: understood and refused. */
            NO,
            /** BAD: not understood, or not in this state. */
            BAD,
            /** BYE, untagged: the server ends the session. */
            BYE;

            /** The status that a reply begins with. */
            static Verdict of(ImapRefusal refusal) {
                return valueOf(refusal.reply().split(" ", 2)[0]);
            }
        }

        @Override
        public String text() {
            String closing = verdict == Verdict.BYE ? ", connection closed" : " or BYE, connection closed";
            return closes ? verdict + closing : verdict.toString();
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.tagged(this);
        }
    }

    /** The handshake succeeds. */
    record TlsBegins() implements Expectation {
        @Override
        public String text() {
            return "TLS begins";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.tlsBegins();
        }
    }

    /** The handshake fails. */
    record HandshakeFails() implements Expectation {
        @Override
        public String text() {
            return "handshake refused";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.handshakeFails();
        }
    }

    /** The connection is closed, and nothing but a TLS alert is sent before. */
    record ClosedWithoutAWord() implements Expectation {
        @Override
        public String text() {
            return "closed without a word";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.closedWithoutAWord();
        }
    }

    /** The connection is closed after the reply to STARTTLS, and nothing that came with it is answered. */
    record ClosedAtStartTls() implements Expectation {
        @Override
        public String text() {
            return "closed, nothing executed";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.closedAtStartTls();
        }
    }

    /**
     * Every line that was sent at once is answered, in order, with success.
     *
     * @param replies how many
     */
    record AllServed(int replies) implements Expectation {
        @Override
        public String text() {
            return "all " + replies + " served in order";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.allServed(this);
        }
    }
}
