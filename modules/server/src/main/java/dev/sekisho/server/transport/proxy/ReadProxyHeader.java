// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.proxy;

import dev.sekisho.policy.proxy.ProxyHeader;
import dev.sekisho.policy.proxy.ProxyHeader.Origin;
import dev.sekisho.server.transport.tls.TlsSessionInfo;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header that was read.
 *
 * @param origin whose connection it is
 * @param address the address that it tells; that of the proxy where it tells none
 * @param tls the TLS of the client with the proxy, where it is of a version that this server has too
 */
record ReadProxyHeader(Origin origin, InetSocketAddress address, Optional<TlsSessionInfo> tls) {
    /** Types of what stands within the TLS of a header (section 2.2.6 of the protocol's description). */
    private static final byte TLS_VERSION = 0x21;

    private static final byte TLS_CIPHER = 0x23;
    private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");
    /** What may stand in a Received field as it is. */
    private static final Pattern CIPHER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** What a header says; empty if an address in it is none. @param proxy where it comes from */
    static Optional<ReadProxyHeader> of(HAProxyMessage message, InetSocketAddress proxy) {
        if (message.command() == HAProxyCommand.LOCAL) {
            return Optional.of(new ReadProxyHeader(Origin.PROXY, proxy, Optional.empty()));
        }
        HAProxyProxiedProtocol protocol = message.proxiedProtocol();
        if (protocol != HAProxyProxiedProtocol.TCP4 && protocol != HAProxyProxiedProtocol.TCP6) {
            return Optional.of(new ReadProxyHeader(Origin.UNKNOWN, proxy, Optional.empty()));
        }
        return address(message.sourceAddress())
                .map(client -> new ReadProxyHeader(
                        Origin.CLIENT, new InetSocketAddress(client, message.sourcePort()), tls(message)));
    }

    /** An address with a zone is one of the proxy's own links, and says nothing here. */
    private static Optional<InetAddress> address(String text) {
        byte[] octets = text.indexOf('%') < 0 ? NetUtil.createByteArrayFromIpAddressString(text) : null;
        try {
            return octets == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("what was parsed as an address is one", e);
        }
    }

    private static Optional<TlsSessionInfo> tls(HAProxyMessage message) {
        return message.tlvs().stream()
                .filter(HAProxySSLTLV.class::isInstance)
                .map(HAProxySSLTLV.class::cast)
                .findFirst()
                .filter(HAProxySSLTLV::isPP2ClientSSL)
                .flatMap(ReadProxyHeader::tls);
    }

    private static Optional<TlsSessionInfo> tls(HAProxySSLTLV told) {
        String cipher = text(told, TLS_CIPHER)
                .filter(name -> CIPHER.matcher(name).matches())
                .orElse("unknown");
        return text(told, TLS_VERSION)
                .filter(VERSIONS::contains)
                .map(version -> TlsSessionInfo.toldByProxy(version, cipher));
    }

    private static Optional<String> text(HAProxySSLTLV told, byte type) {
        return told.encapsulatedTLVs().stream()
                .filter(each -> each.typeByteValue() == type)
                .findFirst()
                .map(each -> each.content().toString(StandardCharsets.US_ASCII));
    }

    /** What decides. */
    ProxyHeader facts() {
        return new ProxyHeader(origin, tls.isPresent());
    }

    /** The client. @param tlsBelieved true if the proxy is believed about TLS */
    ProxiedClient client(boolean tlsBelieved) {
        return new ProxiedClient(address, tlsBelieved ? tls : Optional.empty());
    }
}
