// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.server.pop3.session.Pop3Context;
import dev.sekisho.server.sasl.Md5;
import dev.sekisho.server.sasl.SecretCredentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** APOP (RFC 1939 7), where the policy names it: a digest of the greeting's timestamp and of a secret that was made for it. */
final class ApopCommand implements Pop3LoginCommand {
    private static final Pattern ARGUMENT = Pattern.compile("(?<user>\\S{1,320}) (?<digest>[0-9a-fA-F]{32})");

    @Override
    public void carryOut(Pop3Context session, String argument) {
        Matcher matcher = ARGUMENT.matcher(argument);
        if (!matcher.matches()) {
            session.replies().error("-ERR APOP takes a name and a digest of 32 hexadecimal digits");
            return;
        }
        String timestamp = session.session().timestamp().orElseThrow();
        byte[] digest = HexFormat.of().parseHex(matcher.group("digest"));
        new MaildropLogin(session, BuiltInMechanism.APOP)
                .check(new SecretCredentials(
                        matcher.group("user"),
                        BuiltInMechanism.APOP,
                        secret -> isOf(timestamp + secret, digest) ? Optional.of("") : Optional.empty()));
    }

    private static boolean isOf(String text, byte[] digest) {
        return MessageDigest.isEqual(Md5.digest(text.getBytes(StandardCharsets.UTF_8)), digest);
    }

    /** A digest is no password; but who has read it can guess offline. */
    @Override
    public Optional<String> exposedAccount(Pop3Context session, String argument) {
        return Optional.of(argument.split(" ", 2)[0]);
    }
}
