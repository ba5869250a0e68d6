// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.material;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.tls.fixture.TestCertificates;
import dev.sekisho.tls.identity.IdentityLoadResult;
import dev.sekisho.tls.identity.IdentityLoadResult.Loaded;
import dev.sekisho.tls.identity.IdentityLoadResult.Unusable;
import dev.sekisho.tls.identity.IdentityLoader;
import dev.sekisho.tls.identity.IdentitySource;
import dev.sekisho.tls.material.IdentityProblem.Fault;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates in any order, in one file or two, become the chain that clients need; what is wrong with it is told and refuses nothing. */
class CertificateChainTest {
    private static final TestCertificates ROOT = TestCertificates.certificate().authority("Root");
    private static final TestCertificates UPPER =
            TestCertificates.certificate().authority("Upper").issuedBy(ROOT);
    private static final TestCertificates LOWER =
            TestCertificates.certificate().authority("Lower").issuedBy(UPPER);
    private static final TestCertificates LEAF = TestCertificates.certificate().issuedBy(LOWER);

    @TempDir
    Path folder;

    private IdentityLoadResult load(String certificates, Optional<String> chain) {
        return load(LEAF, certificates, chain);
    }

    private IdentityLoadResult load(TestCertificates leaf, String certificates, Optional<String> chain) {
        return IdentityLoader.load(
                new IdentitySource(
                        "mail",
                        TestCertificates.write(folder.resolve("certificate.pem"), certificates),
                        chain.map(text -> TestCertificates.write(folder.resolve("chain.pem"), text)),
                        Optional.of(TestCertificates.write(folder.resolve("key.pem"), leaf.keyPem())),
                        Optional.empty(),
                        List.of()),
                TestCertificates.NOW);
    }

    private static List<String> subjects(IdentityLoadResult load) {
        assertThat(load).isInstanceOf(Loaded.class);
        return ((Loaded) load)
                .identity().chain().stream()
                        .map(each -> each.getSubjectX500Principal().getName())
                        .toList();
    }

    private static List<Fault> faults(IdentityLoadResult load) {
        return load.problems().stream().map(IdentityProblem::fault).toList();
    }

    @Test
    void anAuthoritysChainMayHaveAFileOfItsOwn() {
        IdentityLoadResult load =
                load(LEAF.certificatePem(), Optional.of(LOWER.certificatePem() + UPPER.certificatePem()));

        assertThat(subjects(load)).containsExactly("CN=mail.example.org", "CN=Lower", "CN=Upper");
        assertThat(load.problems()).isEmpty();
    }

    @Test
    void aRootThatIsGivenStays() {
        IdentityLoadResult load = load(
                LEAF.certificatePem() + LOWER.certificatePem(),
                Optional.of(UPPER.certificatePem() + ROOT.certificatePem()));

        assertThat(subjects(load)).containsExactly("CN=mail.example.org", "CN=Lower", "CN=Upper", "CN=Root");
        assertThat(load.problems()).isEmpty();
    }

    @Test
    void aFileOfItsOwnThatRepeatsTheChainAddsNothing() {
        String lower = LOWER.certificatePem();
        IdentityLoadResult load = load(LEAF.certificatePem() + lower, Optional.of(lower));

        assertThat(subjects(load)).containsExactly("CN=mail.example.org", "CN=Lower");
        assertThat(load.problems()).isEmpty();
    }

    @Test
    void anotherOrderIsPutRightAndWarnedOf() {
        IdentityLoadResult inTheChainFile =
                load(LEAF.certificatePem(), Optional.of(UPPER.certificatePem() + LOWER.certificatePem()));
        IdentityLoadResult leafLast = load(LOWER.certificatePem() + LEAF.certificatePem(), Optional.empty());

        assertThat(subjects(inTheChainFile)).containsExactly("CN=mail.example.org", "CN=Lower", "CN=Upper");
        assertThat(faults(inTheChainFile)).containsExactly(Fault.CHAIN_ORDER);
        assertThat(inTheChainFile.problems().get(0).file()).isEqualTo(folder.resolve("chain.pem"));
        assertThat(subjects(leafLast)).containsExactly("CN=mail.example.org", "CN=Lower");
        assertThat(faults(leafLast)).containsExactly(Fault.CHAIN_ORDER);
    }

    @Test
    void whatIsNoneOfTheChainIsLeftOutAndTold() {
        IdentityLoadResult load = load(
                LEAF.certificatePem() + LOWER.certificatePem(),
                Optional.of(TestCertificates.certificate().authority("Stranger").certificatePem()));

        assertThat(subjects(load)).containsExactly("CN=mail.example.org", "CN=Lower");
        assertThat(faults(load)).containsExactly(Fault.CHAIN_EXTRA);
        assertThat(load.problems().get(0).found()).contains("CN=Stranger");
    }

    @Test
    void aLeafWithoutItsIntermediateIsWarnedOf() {
        IdentityLoadResult alone = load(LEAF.certificatePem(), Optional.empty());
        IdentityLoadResult withTheRootAlone = load(LEAF.certificatePem() + ROOT.certificatePem(), Optional.empty());

        assertThat(faults(alone)).containsExactly(Fault.CHAIN_INCOMPLETE);
        assertThat(alone.problems()).singleElement().asString().contains("CN=Lower", "fullchain.pem", "<chain>");
        assertThat(faults(withTheRootAlone)).containsExactlyInAnyOrder(Fault.CHAIN_EXTRA, Fault.CHAIN_INCOMPLETE);
    }

    @Test
    void aSelfSignedCertificateNeedsNoOther() {
        TestCertificates own = TestCertificates.certificate();
        assertThat(load(own, own.certificatePem(), Optional.empty()).problems()).isEmpty();
    }

    @Test
    void anIntermediateOutOfItsTimeIsWarnedOf() {
        TestCertificates old = TestCertificates.certificate()
                .authority("Old")
                .issuedBy(ROOT)
                .until(TestCertificates.NOW.minus(Duration.ofHours(1)));
        TestCertificates early = TestCertificates.certificate()
                .authority("Early")
                .issuedBy(ROOT)
                .from(TestCertificates.NOW.plus(Duration.ofHours(1)));

        for (TestCertificates issuer : List.of(old, early)) {
            TestCertificates leaf = TestCertificates.certificate().issuedBy(issuer);
            IdentityLoadResult load = load(leaf, leaf.certificatePem() + issuer.certificatePem(), Optional.empty());
            assertThat(load).isInstanceOf(Loaded.class);
            assertThat(faults(load)).containsExactly(Fault.CHAIN_EXPIRED);
        }
    }

    @Test
    void anIssuerOfTheRightNameAndAnotherKeyIsWarnedOf() {
        TestCertificates other =
                TestCertificates.certificate().authority("Lower").issuedBy(UPPER);
        IdentityLoadResult load = load(LEAF.certificatePem() + other.certificatePem(), Optional.empty());
        IdentityLoadResult both =
                load(LEAF.certificatePem() + other.certificatePem() + LOWER.certificatePem(), Optional.empty());

        assertThat(faults(load)).containsExactly(Fault.CHAIN_BROKEN);
        assertThat(faults(both)).containsExactly(Fault.CHAIN_EXTRA);
    }

    @Test
    void aChainFileWithoutACertificateIsRefused() {
        IdentityLoadResult key = load(LEAF.certificatePem(), Optional.of(LEAF.keyPem()));
        IdentityLoadResult empty = load(LEAF.certificatePem(), Optional.of(""));

        assertThat(key).isInstanceOf(Unusable.class);
        assertThat(key.problems()).singleElement().asString().contains("chain.pem", "no certificate", "a private key");
        assertThat(empty).isInstanceOf(Unusable.class);
        assertThat(empty.problems()).singleElement().asString().contains("chain.pem", "empty");
    }

    @Test
    void aPkcs12FileTakesItsChainFromThereToo() {
        Path store = TestCertificates.keyStore(folder.resolve("mail.p12"), "PKCS12", LEAF, "correct horse");
        IdentityLoadResult load = IdentityLoader.load(
                new IdentitySource(
                        "mail",
                        store,
                        Optional.of(TestCertificates.write(folder.resolve("chain.pem"), LOWER.certificatePem())),
                        Optional.empty(),
                        Optional.of(Secret.of("correct horse")),
                        List.of()),
                TestCertificates.NOW);

        assertThat(subjects(load)).containsExactly("CN=mail.example.org", "CN=Lower");
        assertThat(load.problems()).isEmpty();
    }

    @Property(tries = 60)
    void anyOrderBecomesTheSameChain(@ForAll @Size(4) List<Integer> keys) {
        List<X509Certificate> right = List.of(LEAF.x509(), LOWER.x509(), UPPER.x509(), ROOT.x509());
        List<X509Certificate> mixed = new ArrayList<>(right);
        for (int i = 0; i < keys.size(); i++) {
            mixed.add(Math.floorMod(keys.get(i), right.size()), mixed.remove(i));
        }

        CertificateChain chain = CertificateChain.of(mixed, right.get(0));

        assertThat(chain.certificates()).isEqualTo(right);
        assertThat(chain.extra()).isEmpty();
        assertThat(chain.reordered()).isEqualTo(!mixed.equals(right));
    }
}
