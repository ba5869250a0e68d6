// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user of the server under test. The password guards nothing: the server lives as long as the benchmark, on loopback. */
public record TestAccount(int number) {
    /** The domain of all. */
    public static final String DOMAIN = "example.org";

    /** The password of all. */
    public static final String PASSWORD = "benchmark-benchmark";

    /** The address, which is the login name too. */
    public String address() {
        return "user" + number + "@" + DOMAIN;
    }

    /** What stands behind AUTH PLAIN (RFC 4616). */
    public String plain() {
        String message = "\0" + address() + "\0" + PASSWORD;
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }
}
