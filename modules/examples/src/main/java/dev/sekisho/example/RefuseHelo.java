// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.protocols.api.handler.ProtocolHandler;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HeloHook;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.protocols.smtp.hook.HookReturnCode;

/**
 * A hook of an SMTP listener: refuses clients that call themselves by a name.
 *
 * <pre>{@code
 * <handlerchain>
 *   <handler class="dev.sekisho.example.RefuseHelo"><name>localhost</name></handler>
 * </handlerchain>
 * }</pre>
 */
public final class RefuseHelo implements HeloHook, ProtocolHandler {
    private String name = "";

    /** Reads the setting; where it is missing, the start is refused. */
    @Override
    public void init(Configuration config) throws ConfigurationException {
        name = config.getString("name", "");
        if (name.isBlank()) {
            throw new ConfigurationException("RefuseHelo: <name> is missing; write it inside <handler>");
        }
    }

    @Override
    public void destroy() {}

    @Override
    public HookResult doHelo(SMTPSession session, String helo) {
        return helo.equalsIgnoreCase(name)
                ? HookResult.builder()
                        .hookReturnCode(HookReturnCode.deny())
                        .smtpReturnCode("550")
                        .smtpDescription("5.7.1 " + name + " is not a name for the network")
                        .build()
                : HookResult.DECLINED;
    }
}
