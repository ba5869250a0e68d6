// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address to listen on, as it is written.
 *
 * @param host an IPv4 or IPv6 address or a host name, without brackets
 * @param port the port in the file, without the offset
 */
record BindAddress(String host, int port) {
    static final int FIRST_PORT = 1;
    static final int LAST_PORT = 65_535;

    /** Binds, separated by commas. */
    static final ValueType<List<BindAddress>> LIST = ValueType.of(
            BindAddress::list,
            "is not a list of addresses with ports",
            "use address:port, such as 0.0.0.0:587, [::]:587 or localhost:10025, with commas between several");

    private static final Pattern ONE = Pattern.compile(
            "(\\[(?<six>[0-9a-fA-F:.]+(%[0-9A-Za-z_.-]+)?)]|(?<other>[0-9A-Za-z._-]+)):(?<port>[0-9]{1,5})");

    private static Optional<List<BindAddress>> list(String text) {
        List<BindAddress> binds = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = ONE.matcher(part.strip());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String six = matcher.group("six");
            binds.add(new BindAddress(
                    six == null ? matcher.group("other") : six, Integer.parseInt(matcher.group("port"))));
        }
        return binds.stream().allMatch(bind -> usable(bind.port())) ? Optional.of(binds) : Optional.empty();
    }

    /** True if a port can be listened on. */
    static boolean usable(int port) {
        return port >= FIRST_PORT && port <= LAST_PORT;
    }

    /** As it would be written. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
