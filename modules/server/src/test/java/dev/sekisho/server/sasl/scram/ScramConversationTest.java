// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl.scram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.password.HashParameters;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.password.ScramHash;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchange of RFC 7677 3, and what is not it. */
class ScramConversationTest {
    private static final HashParameters PARAMETERS = new HashParameters("W22ZaJ0SNY7soEsUEjb6gQ==", 4096);
    private static final ScramHash KEYS = new PasswordHasher(4096).hash("pencil", PARAMETERS);
    private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String NONCE = CLIENT_NONCE + SERVER_NONCE;
    private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private static final byte[] NO_CHANNEL = {};

    private static ClientFirst first(String message) {
        return ClientFirst.parse(message).orElseThrow();
    }

    private static ClientFinal last(String binding, String nonce, String proof) {
        String encoded = Base64.getEncoder().encodeToString(binding.getBytes(UTF_8));
        return ClientFinal.parse(("c=" + encoded + ",r=" + nonce + ",p=" + proof))
                .orElseThrow();
    }

    private static ScramConversation conversation(String firstMessage) {
        return new ScramConversation(first(firstMessage), PARAMETERS, SERVER_NONCE);
    }

    private final ScramConversation ofTheRfc = conversation("n,,n=user,r=" + CLIENT_NONCE);

    @Test
    void theServerSaysAndProvesWhatTheRfcHas() {
        assertThat(ofTheRfc.serverFirst()).isEqualTo("r=" + NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        ClientFinal last = last("n,,", NONCE, PROOF);
        assertThat(ofTheRfc.isContinuedBy(last, NO_CHANNEL)).isTrue();
        assertThat(ofTheRfc.proved(last, KEYS)).contains("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @Test
    void anotherPasswordProvesNothing() {
        ScramHash others = new PasswordHasher(4096).hash("pencils", PARAMETERS);
        assertThat(ofTheRfc.proved(last("n,,", NONCE, PROOF), others)).isEmpty();
    }

    @Test
    void theProofHoldsForWhatWasSaidAlone() {
        ClientFinal last = last("n,,", NONCE, PROOF);
        assertThat(conversation("n,,n=user2,r=" + CLIENT_NONCE).proved(last, KEYS))
                .isEmpty();
        assertThat(conversation("n,,n=user,r=" + CLIENT_NONCE + ",x=more").proved(last, KEYS))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {CLIENT_NONCE, SERVER_NONCE, NONCE + "x", "x" + NONCE, "another"})
    void anotherNonceIsAnotherConversation(String nonce) {
        assertThat(ofTheRfc.isContinuedBy(last("n,,", nonce, PROOF), NO_CHANNEL))
                .isFalse();
    }

    @Test
    void theHeaderAndTheChannelAreThoseThatTheClientSaw() {
        String header = "p=tls-server-end-point,,";
        ScramConversation bound = conversation(header + "n=user,r=" + CLIENT_NONCE);
        byte[] channel = "the hash of a certificate".getBytes(UTF_8);
        assertThat(bound.isContinuedBy(last(header + "the hash of a certificate", NONCE, PROOF), channel))
                .isTrue();
        assertThat(bound.isContinuedBy(last(header + "the hash of another", NONCE, PROOF), channel))
                .isFalse();
        assertThat(bound.isContinuedBy(last(header, NONCE, PROOF), channel)).isFalse();
        assertThat(bound.isContinuedBy(last("n,,", NONCE, PROOF), channel)).isFalse();
        // Somebody in between has changed what the client said of the binding.
        assertThat(ofTheRfc.isContinuedBy(last("y,,", NONCE, PROOF), NO_CHANNEL))
                .isFalse();
    }

    @Test
    void aFirstMessageIsRead() {
        ClientFirst read = first("p=tls-server-end-point,a=hana=2Ca,n=t=3Dro@example.org,r=abc,x=y");
        assertThat(read.binding()).isEqualTo(new ChannelBindingFlag.Used("tls-server-end-point"));
        assertThat(read.actingFor()).isEqualTo(Optional.of("hana,a"));
        assertThat(read.user()).isEqualTo("t=ro@example.org");
        assertThat(read.nonce()).isEqualTo("abc");
        assertThat(read.header()).isEqualTo("p=tls-server-end-point,a=hana=2Ca,");
        assertThat(first("y,,n=taro,r=abc").binding()).isEqualTo(new ChannelBindingFlag.NotOffered());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,,",
                "n,,n=taro",
                "n,,n=,r=abc",
                "n,,n=taro,r=",
                "n,,r=abc,n=taro",
                "n,,m=must,n=taro,r=abc",
                "n,,n=ta=ro,r=abc",
                "n,,n=taro,r=a b",
                "p=,,n=taro,r=abc",
                "p,,n=taro,r=abc",
                "q,,n=taro,r=abc",
                "n,b=x,n=taro,r=abc",
                "n,,n=ta\0ro,r=abc"
            })
    void anotherFormIsNoFirstMessage(String message) {
        assertThat(ClientFirst.parse(message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 5_000, 1_000_000})
    void longMessagesEnd(int length) {
        String name = "=2C".repeat(length / 3);
        assertThat(ClientFirst.parse(("n,,n=" + name + ",r=abc")).isPresent()).isEqualTo(length < ClientFirst.LONGEST);
        assertThat(ClientFinal.parse(("c=biws,r=" + "x".repeat(length) + ",p=" + PROOF)))
                .isEmpty();
        assertThat(ClientFinal.parse(("c=" + "AAAA".repeat(length) + ",r=x,p=" + PROOF))
                        .isPresent())
                .isEqualTo(length * 4 < ClientFinal.LONGEST - 100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws",
                "c=biws,r=abc",
                "c=biws,r=abc,p=",
                "c=biws,r=abc,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ",
                "c=biw,r=abc,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "r=abc,c=biws,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "c=biws,r=abc,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=,x=y"
            })
    void anotherFormIsNoLastMessage(String message) {
        assertThat(ClientFinal.parse(message)).isEmpty();
    }
}
