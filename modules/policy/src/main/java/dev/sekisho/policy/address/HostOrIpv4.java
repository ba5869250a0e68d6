// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.address;

import dev.sekisho.policy.diagnostics.ParseResult;
import java.util.regex.Pattern;

/** What a server is named by where mail is sent on to it: the name of a host, or an address of IPv4. */
public final class HostOrIpv4 {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    private HostOrIpv4() {}

    /** Reads one; a name as {@link DomainName#readHost} does. */
    public static ParseResult<String> read(String written) {
        return IPV4.matcher(written).matches()
                ? new ParseResult.Parsed<>(written)
                : DomainName.readHost(written).then(name -> new ParseResult.Parsed<>(name.text()));
    }
}
