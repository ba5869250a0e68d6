// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.policy.pin.Pin;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The artefact for the other side's administrator: the enrolment, and what to write into the configuration of what they run.
 *
 * @param enrolment what is printed
 * @param peer what we call the other side
 * @param certificate our certificate in PEM, for programs that know certificates and no keys
 */
record EnrolmentText(Enrolment enrolment, String peer, String certificate) {
    private static final String TRANSPORT =
            ", by a transport of master.cf that has \"-o smtp_tls_wrappermode=yes\" for itself";

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "Enrolment of " + enrolment.host() + " for " + peer,
                "",
                "Relay mail to " + enrolment.host() + " port " + enrolment.port() + " with "
                        + (enrolment.implicitTls() ? "TLS from the first byte" : "STARTTLS")
                        + ". The server is right if its key is",
                "one of those below, whatever its certificate says. It knows you by the key of your client",
                "certificate: send the pin of it, or the certificate, back. With openssl the pin is sha256/ and",
                "  openssl x509 -in YOUR.crt -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary | base64",
                ""));
        lines.addAll(enrolment.lines());
        sekisho(lines);
        postfix(lines);
        exim(lines);
        msmtp(lines);
        lines.addAll(List.of(
                "", "Our certificate now; it may be replaced by a renewed one for the same key:", certificate.strip()));
        return lines;
    }

    private void sekisho(List<String> lines) {
        lines.addAll(List.of(
                "",
                "Sekisho: save this text, then",
                "  sekisho enroll NAME --read FILE",
                "pins our keys for mail that you send to us. With --for both we may also relay through you, and with",
                "--for incoming we may do that alone. What you send on to us goes by a route in conf/relay.xml, read",
                "at the start;"));
        lines.addAll(EnrolledRoute.PLACE);
        lines.addAll(new EnrolledRoute(enrolment, "NAME").route());
    }

    /** At the beginning of the line: Postfix takes a line that begins with a blank for the rest of the one before. */
    private void postfix(List<String> lines) {
        String next = "[" + enrolment.host() + "]:" + enrolment.port();
        lines.addAll(List.of(
                "",
                "Postfix 3 or newer, for all its mail; where some of it goes elsewhere, name " + next,
                "in transport_maps and not as relayhost" + (enrolment.implicitTls() ? TRANSPORT : "") + ".",
                "",
                "/etc/postfix/main.cf:",
                "relayhost = " + next,
                "smtp_tls_policy_maps = hash:/etc/postfix/tls_policy",
                "smtp_delivery_status_filter = regexp:/etc/postfix/status_filter",
                "smtp_tls_fingerprint_digest = sha256",
                "smtp_tls_cert_file = /etc/postfix/YOUR.crt",
                "smtp_tls_key_file = /etc/postfix/YOUR.key"));
        if (enrolment.implicitTls()) {
            lines.add("smtp_tls_wrappermode = yes");
        }
        lines.addAll(List.of(
                "",
                "/etc/postfix/tls_policy (Postfix' fingerprint of a key is the pin in hexadecimal); then",
                "\"postmap /etc/postfix/tls_policy\":",
                next + " fingerprint match=" + fingerprints(),
                "",
                "/etc/postfix/status_filter; without it Postfix sends mail back to its sender, and does not keep it, when",
                "your key is not accepted:",
                "/^5(\\.7\\.1 .*: 554 5\\.7\\.1 Transaction refused.*)/ 4$1"));
    }

    private String fingerprints() {
        return Stream.concat(enrolment.active().stream(), enrolment.next().stream())
                .map(EnrolmentText::fingerprint)
                .collect(Collectors.joining("|"));
    }

    static String fingerprint(Pin pin) {
        byte[] digest = Base64.getDecoder().decode(pin.toString().substring("sha256/".length()));
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }

    private void exim(List<String> lines) {
        lines.addAll(List.of(
                "",
                "Exim, a transport (it knows certificates, not keys: save ours, and again when it is renewed):",
                "driver = smtp",
                "hosts = " + enrolment.host(),
                "port = " + enrolment.port(),
                "hosts_require_tls = *",
                "tls_certificate = /etc/exim4/YOUR.crt",
                "tls_privatekey = /etc/exim4/YOUR.key",
                "tls_verify_certificates = /etc/exim4/" + enrolment.host() + ".crt",
                "tls_verify_hosts = *",
                "tls_verify_cert_hostnames = :"));
        if (enrolment.implicitTls()) {
            lines.add("protocol = smtps");
        }
    }

    private void msmtp(List<String> lines) {
        lines.addAll(List.of(
                "",
                "msmtp, an account (it knows certificates, not keys: save ours, and again when it is renewed):",
                "account " + enrolment.host(),
                "host " + enrolment.host(),
                "port " + enrolment.port(),
                "auth off",
                "tls on",
                "tls_starttls " + (enrolment.implicitTls() ? "off" : "on"),
                "tls_trust_file ~/" + enrolment.host() + ".crt",
                "tls_cert_file ~/YOUR.crt",
                "tls_key_file ~/YOUR.key"));
    }
}
