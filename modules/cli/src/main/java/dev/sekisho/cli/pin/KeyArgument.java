// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.tls.material.PinnableKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what is typed for a key: a pin, a PEM file with a certificate or public key, or host:port of a server to be asked. */
final class KeyArgument {
    private static final Pattern SERVER = Pattern.compile("\\[?([^\\[\\]/@\\s]+?)\\]?:([1-9][0-9]{0,4})");

    private KeyArgument() {}

    static KeyCandidate read(String text, Optional<Boolean> implicitTls) {
        Optional<Pin> pin = Pin.parse(text);
        if (pin.isPresent()) {
            return new KeyCandidate(pin.get(), "as typed", List.of(), Optional.empty());
        }
        Optional<Path> file = file(text);
        if (file.isPresent()) {
            return ofFile(file.get());
        }
        Matcher server = SERVER.matcher(text);
        if (server.matches() && Integer.parseInt(server.group(2)) <= 65_535) {
            int port = Integer.parseInt(server.group(2));
            return new TlsProbe(server.group(1), port, implicitTls.orElse(port == 465)).look();
        }
        throw new CommandFault(
                ExitCodes.USAGE,
                text
                        + " is neither a pin (sha256/ and the base64 of 32 bytes), nor a PEM file that is there, nor host:port");
    }

    private static Optional<Path> file(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Files::exists);
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static KeyCandidate ofFile(Path file) {
        try {
            PinnableKey key = PinnableKey.read(file);
            return new KeyCandidate(key.pin(), file.toString(), key.chain(), Optional.empty());
        } catch (IOException e) {
            throw new CommandFault(ExitCodes.FAILED, e.getMessage() + "; nothing was changed");
        }
    }
}
