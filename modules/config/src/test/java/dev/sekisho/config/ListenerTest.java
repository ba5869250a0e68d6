// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sekisho.config.listener.ListedRecipients;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.pin.DuplicatePins;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.proxy.TrustedProxies;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerTest {
    private static final String ONE = "sha256/" + "A".repeat(43) + "=";
    private static final String OTHER = "sha256/" + "B".repeat(42) + "A=";

    @TempDir
    Path folder;

    @Test
    void bindsToSeveralAddressesOfBothFamilies() throws Exception {
        ListenerConfiguration listener =
                smtp("<bind>192.0.2.1:587, [2001:db8::1]:587,localhost:5190</bind><policy>submission</policy>")
                        .listener();

        assertThat(listener.binds())
                .containsExactly(
                        new InetSocketAddress("192.0.2.1", 587),
                        new InetSocketAddress("2001:db8::1", 587),
                        new InetSocketAddress(InetAddress.getByName("localhost"), 5190));
        assertThat(listener.socket().configuredPort()).isEqualTo(587);
        assertThat(listener.socket().isPublic()).isTrue();
    }

    @Test
    void bindsBothWildcardsAsOne() {
        assertThat(smtp("<bind>0.0.0.0:587,[::]:587</bind>").listener().binds())
                .containsExactly(new InetSocketAddress("::", 587));
    }

    @Test
    void bindsToThePortOfItsPolicyIfItSaysNothing() {
        assertThat(smtp("<policy>submissions</policy>").listener().binds())
                .containsExactly(new InetSocketAddress("0.0.0.0", 465));
    }

    @Test
    void getsThePolicyOfItsPort() {
        assertThat(smtp("<bind>127.0.0.1:2525</bind>").listener().policy()).isEqualTo(BuiltInPolicies.RELAY);
    }

    @Test
    void isNamedByItsPolicyAndItsPortIfThatIsNotThePolicysOwn() {
        assertThat(smtp("<bind>127.0.0.1:587</bind>").listener().name().text()).isEqualTo("submission");
        assertThat(smtp("<bind>127.0.0.1:5190</bind><policy>submission</policy>")
                        .listener()
                        .name()
                        .text())
                .isEqualTo("submission-5190");
        assertThat(smtp("<jmxName>users</jmxName><bind>127.0.0.1:587</bind>")
                        .listener()
                        .name()
                        .text())
                .isEqualTo("users");
    }

    @Test
    void knowsThePeersOfARelay() {
        ListenerConfiguration listener = smtp("<bind>127.0.0.1:2525</bind><policy name=\"relay\">"
                        + "<peer name=\"mx1\" pin=\"" + ONE + "\" state=\"retiring\" until=\"2027-01-31\"/>"
                        + "<peer name=\"mx1\" pin=\"" + OTHER + "\"/></policy>")
                .listener();

        assertThat(listener.lists().peers().peers())
                .extracting(PinnedPeer::name, peer -> peer.pin().toString(), PinnedPeer::state, PinnedPeer::until)
                .containsExactly(
                        tuple("mx1", ONE, PinState.RETIRING, Optional.of(LocalDate.of(2027, 1, 31))),
                        tuple("mx1", OTHER, PinState.ACTIVE, Optional.empty()));
    }

    @Test
    void aPeerMayNotSendMoreThanItsListenerTakes() {
        TestConfiguration written =
                smtp("<bind>127.0.0.1:2525</bind><policy name=\"relay\"><max-message-size>1M</max-message-size>"
                        + "<peer name=\"mx1\" pin=\"" + ONE + "\" max-size=\"2M\"/>"
                        + "<peer name=\"mx1\" pin=\"" + OTHER + "\" max-size=\"2M\" state=\"next\"/></policy>");

        assertThat(written.warnings())
                .singleElement()
                .asString()
                .contains("peer mx1 may send 2097152 octets, and the listener accepts 1048576");
    }

    @Test
    void aRevokedKeyNeedsNoLimits() {
        ListenerConfiguration listener = smtp("<bind>127.0.0.1:2525</bind><policy name=\"relay\">"
                        + "<peer name=\"mx1\" pin=\"" + ONE + "\" rate=\"100/h\"/>"
                        + "<peer name=\"mx1\" pin=\"" + OTHER + "\" state=\"revoked\"/></policy>")
                .listener();

        assertThat(listener.lists().peers().peers()).hasSize(2);
    }

    @Test
    void namesBothPlacesOfAKeyThatStandsInTheStoreToo() {
        SekishoConfiguration configuration = smtp("<bind>127.0.0.1:2525</bind><policy name=\"relay\">\n"
                        + "<peer name=\"mx1\" pin=\"" + ONE + "\"/>\n<peer name=\"mx2\" pin=\"" + OTHER
                        + "\"/></policy>")
                .valid();
        PinnedPeer stored = PinnedPeer.of("branch", Pin.parse(OTHER).orElseThrow(), PinState.REVOKED);

        assertThat(new DuplicatePins(configuration.listedPeers(), List.of(stored)).problems())
                .extracting(Object::toString)
                .containsExactly(
                        "smtpserver.xml:3: listener relay: the pin of peer mx2, active here is also in the store,"
                                + " where it is revoked and branch's (" + OTHER
                                + "); remove it here; 'sekisho pin' changes the pins of the store");
    }

    @Test
    void readsThePinsOfRoutesAmongThoseThatAreListed() {
        SekishoConfiguration configuration = new TestConfiguration(folder)
                .rightSmtp()
                .file(
                        "relay.xml",
                        "<relay>\n<route name=\"provider\"><smarthost>smtp.example:587</smarthost><demand>pinned</demand>\n<pin>"
                                + ONE + "</pin></route></relay>")
                .valid();
        PinnedPeer stored = PinnedPeer.of("branch", Pin.parse(ONE).orElseThrow(), PinState.ACTIVE);

        assertThat(new DuplicatePins(configuration.listedPeers(), List.of(stored)).problems())
                .singleElement()
                .asString()
                .startsWith(
                        "relay.xml:3: route provider: the pin of peer smtp.example, active here is also in the store");
    }

    @Test
    void readsTheLimitsOfAPeer() {
        PinnedPeer peer = smtp("<bind>127.0.0.1:2525</bind><policy name=\"relay\"><peer name=\"mx1\" pin=\"" + ONE
                        + "\" sender=\"@branch.example boss@example.org\" recipient-domain=\"example.net\" rate=\"100/h\""
                        + " max-size=\"2M\"/></policy>")
                .valid()
                .listedPeers()
                .get(0)
                .peer();

        assertThat(peer.limits().senders())
                .extracting(Object::toString)
                .containsExactly("@branch.example", "boss@example.org");
        assertThat(peer.limits().recipientDomains()).containsExactly("example.net");
        assertThat(peer.limits().rate()).contains(new MessageRate(100, Duration.ofHours(1)));
        assertThat(peer.limits().messageBytes()).hasValue(2 << 20);
    }

    @Test
    void refusesALimitThatIsNone() {
        assertThat(smtp("<bind>127.0.0.1:2525</bind><policy name=\"relay\"><peer name=\"mx1\" pin=\"" + ONE
                                + "\" rate=\"often\"/></policy>")
                        .problems())
                .singleElement()
                .asString()
                .contains("is not a rate", "use 10/m, 100/h or 5000/d");
    }

    @Test
    void warnsOfAPeerWithoutANextPin() {
        assertThat(smtp("<bind>127.0.0.1:2525</bind><policy name=\"relay\"><peer name=\"mx1\" pin=\"" + ONE
                                + "\"/></policy>")
                        .warnings())
                .containsExactly(
                        "smtpserver.xml:1: listener relay: peer mx1 has one pin and no next one: it can no longer relay when"
                                + " its key changes; list the pin of its next key with state=\"next\"");
    }

    @Test
    void warnsOfPublicNetworksOfProxiesThatAreWide() {
        String behind =
                "<bind>127.0.0.1:465</bind><policy name=\"submissions\"><proxy-network>%s</proxy-network></policy>";
        assertThat(smtp(behind.formatted("1.0.0.0/8")).warnings())
                .containsExactly(
                        "smtpserver.xml:1: listener submissions: every address in 1.0.0.0/8 may say in a PROXY header which client"
                                + " it speaks for; list the addresses of the proxies alone in <proxy-network>");
        for (String narrowOrPrivate :
                List.of("203.0.0.0/16", "10.0.0.0/8", "127.0.0.0/8", "fd00::/8", "2001:db8::/64")) {
            assertThat(smtp(behind.formatted(narrowOrPrivate)).warnings()).isEmpty();
        }
    }

    @Test
    void warnsOfALimitOfADayBelowThatOfAnHour() {
        String limited =
                "<bind>127.0.0.1:587</bind><policy name=\"submission\"><max-recipients-per-day>%d</max-recipients-per-day></policy>";
        assertThat(smtp(limited.formatted(199)).warnings())
                .containsExactly(
                        "smtpserver.xml:1: listener submission: a user may send to 199 recipients in a day, which is fewer"
                                + " than 200 in an hour: the limit of an hour has no effect; use a max-recipients-per-day of at least"
                                + " max-recipients-per-hour");
        assertThat(smtp(limited.formatted(200)).warnings()).isEmpty();
    }

    @Test
    void warnsOfAPublicPort25ThatRequiresTls() {
        assertThat(smtp("<bind>0.0.0.0:25</bind><policy name=\"mx\"><tls>required</tls></policy>")
                        .warnings())
                .singleElement()
                .asString()
                .contains("RFC 3207 4");
        assertThat(smtp("<bind>127.0.0.1:25</bind><policy name=\"mx\"><tls>required</tls></policy>")
                        .warnings())
                .isEmpty();
    }

    @Test
    void saysLoudlyWhichNetworksRelay() {
        TestConfiguration written =
                smtp("<bind>0.0.0.0:25</bind><policy name=\"mx\"><relay-network>192.0.2.0/24</relay-network></policy>");

        assertThat(written.listener().policy().rules().addresses().relayNetworks())
                .extracting(CidrNetwork::toString)
                .containsExactly("192.0.2.0/24");
        assertThat(written.warnings())
                .singleElement()
                .asString()
                .contains("every machine in 192.0.2.0/24 can relay anywhere, without AUTH and without TLS");
    }

    @Test
    void readsTheProxiesOfAListener() {
        TrustedProxies proxies =
                smtp("<bind>0.0.0.0:465</bind><proxyRequired>true</proxyRequired><policy name=\"submissions\">"
                                + "<proxy-network>192.0.2.5</proxy-network><proxy-network>2001:db8::/64</proxy-network>"
                                + "<proxy-ends-tls>true</proxy-ends-tls></policy>")
                        .listener()
                        .policy()
                        .proxies();

        assertThat(proxies.networks()).extracting(CidrNetwork::toString).containsExactly("192.0.2.5", "2001:db8::/64");
        assertThat(proxies.endTls()).isTrue();
    }

    @Test
    void aPolicyWithoutProxiesHasNone() {
        assertThat(smtp("<bind>0.0.0.0:465</bind>").listener().policy().proxies())
                .isEqualTo(TrustedProxies.NONE);
    }

    @Test
    void readsTheNetworksWhoseBadLoginsHoldNobodyOff() {
        TestConfiguration written = smtp(
                "<bind>127.0.0.1:587</bind><policy name=\"submission\"><hold-off-exception>192.0.2.0/24</hold-off-exception></policy>");

        assertThat(written.listener().policy().limits().failedLogins().exceptions())
                .extracting(CidrNetwork::toString)
                .containsExactly("192.0.2.0/24");
    }

    @Test
    void warnsOfListedRecipientsThatOtherMachinesReach() {
        assertThat(
                        smtp("<bind>0.0.0.0:25</bind><policy name=\"mx\"><relay>listed</relay><recipient>@example.org</recipient></policy>")
                                .warnings())
                .singleElement()
                .asString()
                .contains("other machines may send to the listed recipients without AUTH");
    }

    @Test
    void knowsTheDevicesOfAPortForDevices() {
        TestConfiguration written = smtp("<policy name=\"device\">"
                + "<device name=\"copier\" network=\"192.0.2.7\" sender=\"Copier@example.org @scan.example.org\"/>"
                + "<device name=\"scanners\" network=\"192.0.2.16/28 2001:db8::/64\" sender=\"@scan.example.org\" rate=\"30/h\" max-size=\"5M\"/>"
                + "</policy>");

        PortPolicy policy = written.listener().policy();
        assertThat(policy.rules().addresses().devices().orElseThrow().devices())
                .extracting(device -> device.name() + " " + device.networks() + " "
                        + device.limits().inWords())
                .containsExactly(
                        "copier [192.0.2.7] [senders copier@example.org, @scan.example.org, rate 100/h]",
                        "scanners [192.0.2.16/28, 2001:db8::/64] [senders @scan.example.org, rate 30/h, messages of at most"
                                + " 5242880 octets]");
        assertThat(policy.limits().messages().octets()).isEqualTo(25 * 1024 * 1024);
        assertThat(written.warnings())
                .singleElement()
                .asString()
                .contains("every machine that has or takes an address of copier (192.0.2.7), scanners (192.0.2.16/28"
                        + " 2001:db8::/64) may send without AUTH and without TLS");
    }

    @Test
    void knowsTheRecipientsOfAReinjection() {
        ListedRecipients recipients = smtp("<bind>[::1]:10025</bind><policy name=\"reinjection\">"
                        + "<recipient>Archive@Example.org</recipient><recipient>@example.net</recipient></policy>")
                .listener()
                .lists()
                .recipients();

        assertThat(recipients.contains("archive@example.org")).isTrue();
        assertThat(recipients.contains("ANYBODY@EXAMPLE.NET")).isTrue();
        assertThat(recipients.contains("other@example.org")).isFalse();
        assertThat(recipients.contains("archive@sub.example.net")).isFalse();
    }

    @Test
    void doesNotCollideWithAListenerThatIsNotEnabled() {
        new TestConfiguration(folder)
                .file(
                        "smtpserver.xml",
                        "<smtpservers><smtpserver><bind>127.0.0.1:587</bind></smtpserver><smtpserver enabled=\"false\">"
                                + "<jmxName>other</jmxName><bind>127.0.0.1:587</bind></smtpserver></smtpservers>")
                .valid();
    }

    @Test
    void collidesWithAListenerOfAnotherFile() {
        assertThat(new TestConfiguration(folder)
                        .smtp("<bind>127.0.0.1:995</bind><policy>submissions</policy>")
                        .file(
                                "pop3server.xml",
                                "<pop3servers>\n<pop3server><bind>0.0.0.0:995</bind></pop3server></pop3servers>")
                        .problems())
                .containsExactly(
                        "pop3server.xml:2: listener pop3s: 0.0.0.0:995 collides with listener submissions-995 at"
                                + " smtpserver.xml:1; give one of them another port or address");
    }

    @Test
    void isCheckedThoughItIsNotEnabled() {
        assertThat(new TestConfiguration(folder)
                        .rightSmtp()
                        .file(
                                "pop3server.xml",
                                "<pop3servers><pop3server enabled=\"false\"><bind>0.0.0.0:111</bind></pop3server></pop3servers>")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("pop3server.xml:1: listener 0.0.0.0:111: port 111 has no policy of its own");
    }

    private TestConfiguration smtp(String listener) {
        return new TestConfiguration(folder).smtp(listener);
    }
}
