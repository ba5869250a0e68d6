// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** swaks, the SMTP client for tests, against one port of an installation. */
public final class Swaks {
    private final List<String> words = new ArrayList<>();

    private Swaks(String server) {
        words.addAll(List.of("swaks", "--server", server, "--timeout", "30"));
    }

    public static Swaks to(Installation sekisho, int configuredPort) {
        return new Swaks("127.0.0.1:" + sekisho.port(configuredPort));
    }

    public Swaks with(String... more) {
        words.addAll(Arrays.asList(more));
        return this;
    }

    public Swaks as(String user) {
        return with("--auth", "PLAIN", "--auth-user", user, "--auth-password", Installation.PASSWORD);
    }

    public Command.Result run() throws Exception {
        return Command.of(words.toArray(new String[0])).run();
    }
}
