// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The {@code conf/relay.xml} of an installation: ways to smarthosts on loopback, with a login from a file. */
public final class Routes {
    static final String USER = "us@provider.example";
    public static final String PASSWORD = "open sesame 7";
    static final String BODY = "one\n.two begins with a dot\nthree\n";

    private final Installation sekisho;
    private final StringBuilder routes = new StringBuilder();

    public Routes(Installation sekisho) throws IOException {
        this.sekisho = sekisho;
        Path secret = sekisho.home().resolve("conf/provider.password");
        Files.writeString(secret, PASSWORD + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    /** Adds a way to a server whose key has to be pinned. */
    public Routes pinned(String name, String smarthost, String... more) {
        routes.append("<route name=\"").append(name).append("\">\n");
        routes.append("<smarthost>").append(smarthost).append("</smarthost>\n<demand>pinned</demand>\n");
        routes.append("<user>").append(USER).append("</user>\n<password file=\"provider.password\"/>\n");
        routes.append(String.join("\n", more)).append("\n</route>\n");
        return this;
    }

    /** Writes them; a server reads them when it starts. */
    public void write() throws IOException {
        Files.writeString(sekisho.home().resolve("conf/relay.xml"), "<relay>\n" + routes + "</relay>\n");
    }

    /** Has a user send a message through 465; it must be taken. */
    public static void send(Installation sekisho, String sender, String recipient) throws Exception {
        Command.Result taken = Swaks.to(sekisho, 465)
                .with("--tls-on-connect", "--from", sender, "--to", recipient)
                .with("--header", "Subject: for " + recipient, "--body", BODY)
                .as(sender)
                .run();
        assertThat(taken.exit()).as(taken.all()).isZero();
    }
}
