// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.config.TlsConfiguration.Engine;
import dev.sekisho.tls.TlsEngine;
import java.util.List;

/** The TLS engine that a configuration asks for. */
final class EngineChoice {
    private EngineChoice() {}

    static TlsEngine of(Engine wish) throws StartRefused {
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
