// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.Strictness;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.device.DeviceList;
import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Warns of settings that are allowed but rarely intended.
 *
 * @param listener the listener
 * @param problems where warnings go
 */
record ListenerWarnings(ListenerConfiguration listener, ProblemList problems) {

    void give() {
        if (listener.policy().shutsOutServersWithoutTls() && listener.socket().isPublic()) {
            warn(
                    "a public port for mail from other servers must not require TLS (RFC 3207 4): servers without TLS"
                            + " could not send to you",
                    "use tls offered, or bind to a private address");
        }
        devices();
        if (!listener.policy().servesDevices()
                && listener.policy().relay() == RelayRule.LISTED
                && listener.socket().isPublic()) {
            warn(
                    "other machines may send to the listed recipients without AUTH",
                    "bind to 127.0.0.1 or [::1] to allow only this machine");
        }
        popBeforeSmtp();
        sending();
        single();
    }

    /** At each start: what an address proves is little. */
    private void devices() {
        listener.policy()
                .rules()
                .addresses()
                .devices()
                .map(DeviceList::devices)
                .filter(devices -> !devices.isEmpty())
                .ifPresent(devices -> warn(
                        "every machine that has or takes an address of "
                                + devices.stream().map(ListenerWarnings::shown).collect(Collectors.joining(", "))
                                + " may send without AUTH"
                                + (Strictness.of(listener.policy().tls(), TlsMode.OFFERED) == Strictness.STRICTER
                                        ? ""
                                        : " and without TLS"),
                        "keep it for devices that can do neither; those that can log in belong on a submission port"));
    }

    /** At each start, too. */
    private void popBeforeSmtp() {
        listener.policy()
                .rules()
                .addresses()
                .popBeforeSmtp()
                .ifPresent(within -> warn(
                        "for " + within.toSeconds() + " s after a POP3 login of a user who has POP before SMTP, everybody who"
                                + " shares the user's address may send as the user without AUTH",
                        "let clients log in with AUTH where they can; 'user list' shows who has POP before SMTP"));
    }

    private static String shown(Device device) {
        return device.name() + " ("
                + device.networks().stream().map(CidrNetwork::toString).collect(Collectors.joining(" ")) + ")";
    }

    private void sending() {
        SendingLimits limits = listener.policy().limits().sending();
        if (listener.policy().auth() == AuthMode.REQUIRED && limits.dayBelowHour()) {
            warn(
                    "a user may send to " + limits.recipientsADay() + " recipients in a day, which is fewer than "
                            + limits.recipientsAnHour() + " in an hour: the limit of an hour has no effect",
                    "use a max-recipients-per-day of at least max-recipients-per-hour");
        }
    }

    private void single() {
        Map<String, List<PinnedPeer>> byName = new LinkedHashMap<>();
        listener.lists().peers().peers().stream()
                .filter(peer -> peer.state() != PinState.REVOKED)
                .forEach(peer -> byName.computeIfAbsent(peer.name(), name -> new ArrayList<>())
                        .add(peer));
        byName.forEach((name, pins) -> {
            if (pins.size() == 1) {
                warn(
                        "peer " + name + " has one pin and no next one: it can no longer relay when its key changes",
                        "list the pin of its next key with state=\"next\"");
            }
        });
    }

    private void warn(String found, String expected) {
        problems.warn(listener.position(), "listener " + listener.name(), found, expected);
    }
}
