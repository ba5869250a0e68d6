// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.identity.IdentitySetChecks.Unserved;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdentitySetChecksTest {
    private static final TestCertificates MADE =
            TestCertificates.certificate().names("mail.example.org", "*.example.net");

    @Test
    void tellsOfAnOwnNameThatNoIdentityHas() {
        List<Identity> identities = List.of(MADE.identity("mail"));

        assertThat(IdentitySetChecks.unservedOwnNames(
                        identities, List.of("mail.example.org", "MX.example.net", "mx.example.org", "example.net")))
                .extracting(Unserved::host)
                .containsExactly("mx.example.org", "example.net");
        assertThat(IdentitySetChecks.unservedOwnNames(identities, List.of("mx.example.org")))
                .singleElement()
                .asString()
                .contains("no identity has the name mx.example.org", "[mail.example.org, *.example.net]");
        assertThat(IdentitySetChecks.unservedOwnNames(List.of(), List.of("mx.example.org")))
                .isEmpty();
    }

    @Test
    void tellsOfAKeyThatAnotherIdentityHasToo() {
        List<Identity> identities =
                List.of(MADE.identity("one"), TestCertificates.certificate().identity("two"), MADE.identity("three"));
        List<IdentitySource> sources = Stream.of("one", "two", "three")
                .map(name -> IdentitySource.ofPem(name, Path.of(name + ".pem"), Path.of(name + ".key")))
                .toList();

        assertThat(IdentitySetChecks.sharedKeys(identities, sources))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.fault()).isEqualTo(Fault.KEY_SHARED);
                    assertThat(problem).asString().contains("three.key: identity three", "the identity one too");
                });
    }
}
