// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.hello;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a ClientHello (RFC 8446 4.1.2) decides which identity answers it.
 *
 * @param serverName the host named by the client (RFC 6066 3), as sent; empty if none is named
 * @param tls13 whether TLS 1.3 is offered
 * @param cipherSuites the numbers of the cipher suites offered
 * @param signatureSchemes the numbers of the signature schemes that the client verifies
 * @param groups the numbers of the groups that the client knows; empty if it does not say
 */
public record ClientHello(
        Optional<String> serverName,
        boolean tls13,
        Set<Integer> cipherSuites,
        Set<Integer> signatureSchemes,
        Set<Integer> groups) {
    private static final int VERSION_AND_RANDOM = 2 + 32;
    private static final int SERVER_NAME = 0;
    private static final int SUPPORTED_GROUPS = 10;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int TLS_1_3 = 0x0304;
    private static final int HOST_NAME = 0;

    /**
     * Parses the body of a ClientHello message; the buffer's indexes are left as they are.
     *
     * @throws IndexOutOfBoundsException if a length in it points beyond its end
     */
    static ClientHello parse(ByteBuf message) {
        ByteBuf in = message.slice();
        in.skipBytes(VERSION_AND_RANDOM);
        in.skipBytes(in.readUnsignedByte());
        Set<Integer> suites = numbers(in.readSlice(in.readUnsignedShort()));
        in.skipBytes(in.readUnsignedByte());
        Map<Integer, ByteBuf> extensions = extensions(in);
        return new ClientHello(
                Optional.ofNullable(extensions.get(SERVER_NAME)).flatMap(ClientHello::hostName),
                Optional.ofNullable(extensions.get(SUPPORTED_VERSIONS))
                        .map(list -> numbers(list.readSlice(list.readUnsignedByte())))
                        .filter(versions -> versions.contains(TLS_1_3))
                        .isPresent(),
                suites,
                list(extensions, SIGNATURE_ALGORITHMS),
                list(extensions, SUPPORTED_GROUPS));
    }

    private static Map<Integer, ByteBuf> extensions(ByteBuf in) {
        Map<Integer, ByteBuf> extensions = new HashMap<>();
        if (in.isReadable()) {
            ByteBuf all = in.readSlice(in.readUnsignedShort());
            while (all.isReadable()) {
                extensions.put(all.readUnsignedShort(), all.readSlice(all.readUnsignedShort()));
            }
        }
        return extensions;
    }

    private static Set<Integer> list(Map<Integer, ByteBuf> extensions, int type) {
        ByteBuf extension = extensions.get(type);
        return extension == null ? Set.of() : numbers(extension.readSlice(extension.readUnsignedShort()));
    }

    private static Set<Integer> numbers(ByteBuf list) {
        Set<Integer> numbers = new HashSet<>();
        while (list.isReadable()) {
            numbers.add(list.readUnsignedShort());
        }
        return numbers;
    }

    private static Optional<String> hostName(ByteBuf extension) {
        ByteBuf names = extension.readSlice(extension.readUnsignedShort());
        while (names.isReadable()) {
            int type = names.readUnsignedByte();
            ByteBuf name = names.readSlice(names.readUnsignedShort());
            if (type == HOST_NAME) {
                return Optional.of(name.toString(StandardCharsets.ISO_8859_1));
            }
        }
        return Optional.empty();
    }
}
