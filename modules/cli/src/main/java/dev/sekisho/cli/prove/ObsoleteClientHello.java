// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.contract.ScenarioStep.Hello;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;

/**
 * An obsolete ClientHello (RFC 2246 7.4.1.2, RFC 5246 7.4.1.2), written by hand, because no present platform would send it: only its
 * version and cipher suites matter, no handshake is finished with it.
 */
final class ObsoleteClientHello {
    private static final int HANDSHAKE = 22;
    private static final int ALERT = 21;
    private static final int CLIENT_HELLO = 1;

    /** ECDHE and RSA with AES in CBC mode: what servers of the days of TLS 1.0 and 1.1 knew. */
    private static final int[] OLD_SUITES = {0xC009, 0xC00A, 0xC013, 0xC014, 0x002F, 0x0035, 0x000A};
    /** TLS_RSA_WITH_AES_*: whoever has the server's key later can read what was said. */
    private static final int[] STATIC_RSA_SUITES = {0x009C, 0x009D, 0x003C, 0x003D, 0x002F, 0x0035};

    private ObsoleteClientHello() {}

    /** The octets of the record that holds it. */
    static byte[] of(Hello hello) {
        return switch (hello) {
            case ONLY_TLS_1_0 -> message(0x0301, OLD_SUITES);
            case ONLY_TLS_1_1 -> message(0x0302, OLD_SUITES);
            case ONLY_STATIC_RSA -> message(0x0303, STATIC_RSA_SUITES);
            case MODERN, WITH_UNKNOWN_CERTIFICATE, NAMING_A_STRANGE_HOST ->
                throw new IllegalArgumentException(hello + " is not retired");
        };
    }

    /** What a server's first octet, or -1 for a close, says of it. */
    static Observation answered(int firstOctet) {
        return switch (firstOctet) {
            case -1 -> new Observation.HandshakeRefused("closed");
            case ALERT -> new Observation.HandshakeRefused("alert");
            case HANDSHAKE -> new Observation.TlsOn("accepted: the server answered with a ServerHello");
            default -> new Observation.Nonsense("an octet " + firstOctet + " that is not of TLS");
        };
    }

    private static byte[] message(int version, int[] suites) {
        return bytes(record -> {
            record.writeByte(HANDSHAKE);
            record.writeShort(0x0301);
            sized(record, handshake -> {
                handshake.writeByte(CLIENT_HELLO);
                handshake.writeByte(0);
                sized(handshake, hello -> clientHello(hello, version, suites));
            });
        });
    }

    private static void clientHello(DataOutputStream hello, int version, int[] suites) throws IOException {
        hello.writeShort(version);
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        hello.write(random);
        hello.writeByte(0);
        hello.writeShort(2 * suites.length);
        for (int suite : suites) {
            hello.writeShort(suite);
        }
        hello.writeByte(1);
        hello.writeByte(0);
        sized(hello, ObsoleteClientHello::extensions);
    }

    private static void extensions(DataOutputStream extensions) throws IOException {
        extensions.writeShort(0x000A); // supported_groups: secp256r1, secp384r1
        extensions.write(new byte[] {0, 6, 0, 4, 0, 23, 0, 24});
        extensions.writeShort(0x000B); // ec_point_formats: uncompressed
        extensions.write(new byte[] {0, 2, 1, 0});
        extensions.writeShort(0x000D); // signature_algorithms: ECDSA and RSA with SHA-256 and SHA-1
        extensions.write(new byte[] {0, 10, 0, 8, 4, 3, 4, 1, 2, 3, 2, 1});
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static void sized(DataOutputStream out, Writing content) throws IOException {
        byte[] octets = bytes(content);
        out.writeShort(octets.length);
        out.write(octets);
    }

    private static byte[] bytes(Writing content) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(buffer)) {
            content.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
        return buffer.toByteArray();
    }
}
