// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.BuiltInPolicies;

/** Somebody's submission server on loopback, with a self-signed certificate of its own, for commands that connect to one. */
public final class OtherServer implements AutoCloseable {
    private final FakeServer server;

    private OtherServer(FakeServer server) {
        this.server = server;
    }

    /** With STARTTLS. */
    public static OtherServer withStartTls() throws Exception {
        return new OtherServer(new FakeServer(false, () -> new FakeSmtp(BuiltInPolicies.SUBMISSION)));
    }

    /** With TLS from the first byte. */
    public static OtherServer withImplicitTls() throws Exception {
        return new OtherServer(new FakeServer(true, () -> new FakeSmtp(BuiltInPolicies.SUBMISSIONS)));
    }

    /** Its address and port, as a person types them. */
    public String hostAndPort() {
        return "127.0.0.1:" + server.port();
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
