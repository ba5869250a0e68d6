// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.hook;

import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.server.transport.ClientConnection;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.OidcSASLConfiguration;
import org.apache.james.protocols.api.ProtocolSession;
import org.apache.james.protocols.api.ProtocolTransport;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPConfiguration;
import org.apache.james.smtpserver.ExtendedSMTPSession;

/**
 * A session as James' hooks know it. It can be read, and takes attachments; it cannot write to the client, nor change what the policy decides:
 * a hook that sets relaying or a user changes this view alone.
 */
public final class HookSession extends ExtendedSMTPSession {

    /** Of a session that begins, or begins again behind STARTTLS. */
    public HookSession(PortPolicy policy, String hostName, ClientConnection connection) {
        super(new View(policy, hostName), new ReadOnlyTransport(connection));
        setRelayingAllowed(false);
    }

    /** A client has logged in as this user. */
    public void loggedIn(Username user) {
        setUsername(user);
        setRelayingAllowed(true);
    }

    private record View(PortPolicy policy, String hostName) implements SMTPConfiguration {
        @Override
        public long getMaxMessageSize() {
            return policy.limits().messages().octets();
        }

        @Override
        public boolean isRelayingAllowed(String remoteIP) {
            return false;
        }

        @Override
        public boolean isAuthAnnounced(String remoteIP, boolean tlsStarted) {
            return tlsStarted && policy.auth() == AuthMode.REQUIRED;
        }

        @Override
        public boolean useHeloEhloEnforcement() {
            return true;
        }

        @Override
        public boolean useAddressBracketsEnforcement() {
            return true;
        }

        @Override
        public boolean isPlainAuthEnabled() {
            return true;
        }

        @Override
        public Optional<OidcSASLConfiguration> saslConfiguration() {
            return Optional.empty();
        }

        @Override
        public String getGreeting() {
            return "";
        }

        @Override
        public String getSoftwareName() {
            return "Sekisho";
        }

        @Override
        public String getHelloName() {
            return hostName;
        }
    }

    private record ReadOnlyTransport(ClientConnection connection) implements ProtocolTransport {
        @Override
        public InetSocketAddress getRemoteAddress() {
            return connection.client();
        }

        @Override
        public InetSocketAddress getLocalAddress() {
            return connection.local();
        }

        @Override
        public String getId() {
            return connection.id();
        }

        @Override
        public boolean isTLSStarted() {
            return connection.tls().isPresent();
        }

        @Override
        public boolean isStartTLSSupported() {
            return connection.tlsAvailable();
        }

        @Override
        public Optional<SSLSession> getSSLSession() {
            return Optional.empty();
        }

        @Override
        public boolean isProxyRequired() {
            return false;
        }

        @Override
        public void writeResponse(Response response, ProtocolSession session) {
            throw notTheirs();
        }

        @Override
        public void popLineHandler() {
            throw notTheirs();
        }

        @Override
        public void pushLineHandler(LineHandler<? extends ProtocolSession> handler, ProtocolSession session) {
            throw notTheirs();
        }

        @Override
        public void setReadable(boolean readable) {
            throw notTheirs();
        }

        @Override
        public boolean isReadable() {
            return true;
        }

        private static UnsupportedOperationException notTheirs() {
            return new UnsupportedOperationException(
                    "a hook decides; it neither reads from the client nor writes to it");
        }
    }
}
