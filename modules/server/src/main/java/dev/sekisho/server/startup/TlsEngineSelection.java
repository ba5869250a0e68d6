// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

import dev.sekisho.config.tls.TlsConfiguration.Engine;
import dev.sekisho.tls.engine.TlsEngine;
import java.util.List;

/** The TLS engine that a configuration asks for. */
public final class TlsEngineSelection {
    private TlsEngineSelection() {}

    public static TlsEngine of(Engine wish) throws StartRefused {
        try {
            return switch (wish) {
                case AUTO -> TlsEngine.chosen();
                case JDK -> TlsEngine.JDK;
                case BORINGSSL -> {
                    if (!TlsEngine.BORINGSSL.loads()) {
                        throw new StartRefused(
                                List.of("tls.xml: engine boringssl does not load on this machine; use auto or jdk"));
                    }
                    yield TlsEngine.BORINGSSL;
                }
            };
        } catch (IllegalStateException e) {
            throw new StartRefused(List.of(String.valueOf(e.getMessage())));
        }
    }
}
