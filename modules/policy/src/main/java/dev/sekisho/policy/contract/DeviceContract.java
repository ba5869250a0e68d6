// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.contract;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TlsMode;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.contract.ScenarioStep.Connect;
import dev.sekisho.policy.contract.ScenarioStep.Hello;
import dev.sekisho.policy.contract.ScenarioStep.Say;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.device.DeviceList;
import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpCommand;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpVerb;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The rows of a port that serves listed devices alone, for clients that are none. */
final class DeviceContract {
    private static final String STATE = "address not listed";
    private static final List<String> COMMANDS = List.of(
            "EHLO prove.invalid",
            "HELO prove.invalid",
            "STARTTLS",
            "AUTH PLAIN AHByb3ZlAHByb3Zl",
            "NOOP",
            "MAIL FROM:<prove@remote.invalid>",
            "RCPT TO:<prove@remote.invalid>",
            "DATA",
            "XYZZY",
            "QUIT");
    /** An address for examples (RFC 5737). */
    private static final byte[] EXAMPLE = {(byte) 192, 0, 2, 1};

    private final SmtpCheckpoint checkpoint;
    private final SmtpScenarioState connected;

    /** @param provable true if whoever proves is such a client */
    DeviceContract(PortPolicy policy, boolean provable) {
        checkpoint = new SmtpCheckpoint(policy);
        connected = new SmtpScenarioState(
                STATE,
                SmtpState.connected(policy.tls() == TlsMode.IMPLICIT, false),
                provable ? List.of(new Connect(Hello.MODERN)) : List.of());
    }

    List<ContractRow> rows() {
        return COMMANDS.stream().map(this::row).toList();
    }

    /** A device that a port serves; one of an example where none is listed yet. Empty where no devices are served. */
    static Optional<Device> any(PortPolicy policy) {
        return policy.rules()
                .addresses()
                .devices()
                .map(DeviceList::devices)
                .map(devices -> devices.isEmpty()
                        ? new Device(
                                "a device",
                                CidrNetwork.of(EXAMPLE, Integer.SIZE, "192.0.2.1").stream()
                                        .toList(),
                                List.of(new SenderPattern("@device.invalid")),
                                Device.DEFAULT_RATE,
                                OptionalLong.empty())
                        : devices.get(0));
    }

    /** A sender that a device may name. */
    static String sender(Device device) {
        String pattern = device.senders().get(0).text();
        return pattern.startsWith("@") ? "prove" + pattern : pattern;
    }

    private ContractRow row(String line) {
        String word = line.split(" ", 2)[0];
        SmtpVerb verb = SmtpVerb.of(word);
        SmtpDecision decision = checkpoint.decide(connected.state(), new SmtpCommand(verb, line.contains(" ")));
        Expectation expected = decision instanceof SmtpDecision.Refuse refused
                ? ExpectedSmtpReplies.of(refused.reason())
                : ExpectedSmtpReplies.served(verb);
        return new ContractRow(STATE, word, expected, "RFC 5321 3.1", connected.after(new Say(line)));
    }
}
