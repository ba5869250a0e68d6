// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.policy.address.HostOrIpv4;
import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.policy.diagnostics.ParseResult;
import dev.sekisho.policy.pin.Pin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one administrator sends another about a server: where it is, and which keys it has. The text between two marks, one thing a line; what stands
 * around the marks is for people.
 *
 * @param host the name the server goes by
 * @param port the port on which peers relay in
 * @param implicitTls true if TLS begins with the first byte, false for STARTTLS
 * @param active the pins of the keys it presents
 * @param next the pins of keys it will present some day
 */
record Enrolment(String host, int port, boolean implicitTls, List<Pin> active, List<Pin> next) {
    static final String BEGIN = "-----BEGIN SEKISHO ENROLMENT-----";
    static final String END = "-----END SEKISHO ENROLMENT-----";
    private static final String VERSION = "version: 1";
    private static final int MOST_PINS = 20;

    Enrolment {
        active = List.copyOf(active);
        next = List.copyOf(next);
        if (HostOrIpv4.read(host) instanceof ParseResult.Rejected<String> refused) {
            throw new IllegalArgumentException(
                    "host " + EscapedText.text(host) + " is not a host name: it " + refused.fault());
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is none");
        }
        if (active.isEmpty() || active.size() + next.size() > MOST_PINS) {
            throw new IllegalArgumentException("1 to " + MOST_PINS + " pins are expected, and one of them active");
        }
    }

    /** The lines for programs, with their marks. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                BEGIN, VERSION, "host: " + host, "port: " + port, "tls: " + (implicitTls ? "implicit" : "starttls")));
        active.forEach(pin -> lines.add("active: " + pin));
        next.forEach(pin -> lines.add("next: " + pin));
        lines.add(END);
        return lines;
    }

    /**
     * Reads them out of a text.
     *
     * @throws IllegalArgumentException for anything but exactly one enrolment of this version, whose every line is known
     */
    static Enrolment read(String text) {
        List<String> all = text.lines().map(String::strip).toList();
        int begin = all.indexOf(BEGIN);
        int end = all.indexOf(END);
        if (begin < 0 || end < begin || all.lastIndexOf(BEGIN) != begin || all.lastIndexOf(END) != end) {
            throw new IllegalArgumentException("one " + BEGIN + " and one " + END + " are expected");
        }
        List<String> lines = all.subList(begin + 1, end);
        if (lines.isEmpty() || !lines.get(0).equals(VERSION)) {
            throw new IllegalArgumentException(
                    "the first line is not " + VERSION + ", which is all this version reads");
        }
        lines.stream()
                .skip(1)
                .filter(line -> !line.matches("(host|port|tls|active|next): .+"))
                .findFirst()
                .ifPresent(line -> {
                    throw new IllegalArgumentException("an unknown line: " + line.replaceAll("[^ -~]", "?"));
                });
        return new Enrolment(
                one(lines, "host"),
                port(one(lines, "port")),
                tls(one(lines, "tls")),
                pins(lines, "active"),
                pins(lines, "next"));
    }

    private static List<String> values(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .toList();
    }

    private static String one(List<String> lines, String name) {
        List<String> values = values(lines, name);
        if (values.size() != 1) {
            throw new IllegalArgumentException("one line " + name + ": is expected, found " + values.size());
        }
        return values.get(0);
    }

    private static int port(String text) {
        return Optional.of(text)
                .filter(digits -> digits.matches("[0-9]{1,5}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    private static boolean tls(String text) {
        if (!text.equals("implicit") && !text.equals("starttls")) {
            throw new IllegalArgumentException("tls is implicit or starttls");
        }
        return text.equals("implicit");
    }

    private static List<Pin> pins(List<String> lines, String name) {
        return values(lines, name).stream()
                .map(text -> Pin.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(name + " is followed by what is no pin")))
                .toList();
    }
}
