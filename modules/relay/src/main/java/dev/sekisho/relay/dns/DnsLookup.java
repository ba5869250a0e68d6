// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the DNS says. Blocks. */
public interface DnsLookup {
    /** The mail exchangers of a domain. */
    Answer<Mx> mx(String domain);

    /** The hosts of a service (SRV, RFC 2782), such as {@code _imaps._tcp.example.org}; an empty name for a service that is not offered. */
    default Answer<String> services(String name) {
        return new Answer.None<>();
    }

    /** The addresses of a host, IPv6 and IPv4. */
    Answer<InetAddress> addresses(String host);

    /**
     * A mail exchanger (RFC 5321 5.1).
     *
     * @param preference the lowest goes first
     * @param host its name without the last dot; empty for the null MX (RFC 7505)
     */
    record Mx(int preference, String host) {}

    /** What a question came to. */
    sealed interface Answer<T> {
        /** What the function for this answer makes of it: of what was found, or why it cannot be told now. */
        <R> R fold(Function<List<T>, R> found, Supplier<R> none, Supplier<R> noName, Function<String, R> notNow);

        /** There are some. */
        record Found<T>(List<T> all) implements Answer<T> {
            public Found {
                all = List.copyOf(all);
            }

            @Override
            public <R> R fold(
                    Function<List<T>, R> found, Supplier<R> none, Supplier<R> noName, Function<String, R> notNow) {
                return found.apply(all);
            }
        }

        /** The name has none of the kind. */
        record None<T>() implements Answer<T> {
            @Override
            public <R> R fold(
                    Function<List<T>, R> found, Supplier<R> none, Supplier<R> noName, Function<String, R> notNow) {
                return none.get();
            }
        }

        /** There is no such name. */
        record NoName<T>() implements Answer<T> {
            @Override
            public <R> R fold(
                    Function<List<T>, R> found, Supplier<R> none, Supplier<R> noName, Function<String, R> notNow) {
                return noName.get();
            }
        }

        /**
         * It is unknown for now.
         *
         * @param why for the operator
         */
        record NotNow<T>(String why) implements Answer<T> {
            @Override
            public <R> R fold(
                    Function<List<T>, R> found, Supplier<R> none, Supplier<R> noName, Function<String, R> notNow) {
                return notNow.apply(why);
            }
        }
    }
}
