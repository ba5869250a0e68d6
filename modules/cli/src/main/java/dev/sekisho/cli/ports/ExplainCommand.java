// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.ports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.ListenerSelector;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.cli.terminal.TextTable;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.TriedProperty;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.contract.ContractRow;
import dev.sekisho.policy.contract.PortContract;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.device.DeviceList;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a port says in each state, from its policy alone. */
@Command(
        name = "explain",
        description =
                "Prints the answers of a port in each state, from its policy. 'prove' checks them on the running server.",
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "PORT|NAME", description = "a configured port, or the name of a listener or of a policy")
    private String what = "";

    @Option(names = "--json", description = "print JSON, for programs")
    private boolean json;

    public ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Explained(String name, Optional<Integer> port, PortPolicy policy) {}

    @Override
    public Integer call() {
        List<Explained> found = explained();
        if (json) {
            ArrayNode listeners = JsonOutput.array();
            found.forEach(each -> listeners.add(asJson(each)));
            terminal.out().println(JsonOutput.text(listeners));
        } else {
            found.forEach(this::print);
        }
        return ExitCodes.OK;
    }

    /** A policy that ships can be explained without a configuration. */
    private List<Explained> explained() {
        Optional<PortPolicy> builtIn = BuiltInPolicies.named(what);
        boolean configured = Files.isDirectory(home.home().root().resolve("conf"));
        if (!configured && builtIn.isPresent()) {
            return List.of(new Explained(what, Optional.empty(), builtIn.get()));
        }
        return ListenerSelector.of(home.home(), ListenerSelector.offset(Optional.empty())).find(what).stream()
                .map(ExplainCommand::explained)
                .toList();
    }

    private static Explained explained(ListenerConfiguration listener) {
        return new Explained(
                listener.name().text(), Optional.of(listener.socket().configuredPort()), listener.policy());
    }

    private void print(Explained each) {
        PortPolicy policy = each.policy();
        terminal.out().println(each.port().map(port -> port + " ").orElse("") + each.name() + ": " + demands(policy));
        if (policy.sender() != SenderRule.ANY) {
            terminal.out().println("Senders: " + policy.sender().meaning() + ".");
        }
        if (policy.clientChecks().any()) {
            terminal.out().println("Clients that are not checked: " + String.join(", ", unchecked(policy)) + ".");
        }
        policy.rules().addresses().devices().stream()
                .flatMap(devices -> devices.devices().stream())
                .forEach(device -> terminal.out().println("Device " + shown(device) + "."));
        if (policy.proxies().expected()) {
            terminal.out()
                    .println("Proxies: " + networks(policy) + ". They tell the address of the client"
                            + (policy.proxies().endTls() ? ", and do its TLS." : "."));
        }
        policy.trial()
                .forEach(tried -> terminal.out()
                        .println("On trial: " + tried
                                + ". It refuses nothing; 'report trial' lists whom it would refuse."));
        table(policy).lines().forEach(terminal.out()::println);
        terminal.out().println();
    }

    private static String shown(Device device) {
        return device.name() + " at "
                + device.networks().stream().map(CidrNetwork::toString).collect(Collectors.joining(", ")) + ": "
                + String.join("; ", device.limits().inWords());
    }

    private static TextTable table(PortPolicy policy) {
        if (policy.trial().isEmpty()) {
            TextTable table = new TextTable("STATE", "CLIENT", "SERVER", "WHY");
            PortContract.of(policy)
                    .forEach(row ->
                            table.add(row.state(), row.says(), row.expected().text(), row.why()));
            return table;
        }
        TriedRows tried = new TriedRows(policy);
        TextTable table = new TextTable("STATE", "CLIENT", "SERVER", "ON TRIAL", "WHY");
        PortContract.of(policy)
                .forEach(
                        row -> table.add(row.state(), row.says(), row.expected().text(), tried.beside(row), row.why()));
        tried.alone().forEach((row, answer) -> table.add(row.state(), row.says(), "-", answer, row.why()));
        return table;
    }

    private static List<String> unchecked(PortPolicy policy) {
        return policy.clientChecks().uncheckedNetworks().stream()
                .map(CidrNetwork::toString)
                .toList();
    }

    private static String demands(PortPolicy policy) {
        return "policy " + policy.name()
                + policy.rules().shown().stream()
                        .map(rule -> ", " + rule.label() + " " + rule.value())
                        .collect(Collectors.joining());
    }

    private static String networks(PortPolicy policy) {
        return policy.proxies().networks().stream().map(CidrNetwork::toString).collect(Collectors.joining(", "));
    }

    private static ObjectNode asJson(Explained each) {
        ObjectNode listener = JsonOutput.object().put("name", each.name());
        each.port().ifPresent(port -> listener.put("port", port));
        listener.put("policy", each.policy().name());
        each.policy().rules().shown().forEach(rule -> listener.put(rule.key(), rule.value()));
        ArrayNode proxies = listener.putArray("proxies");
        each.policy().proxies().networks().forEach(network -> proxies.add(network.toString()));
        listener.put("proxiesEndTls", each.policy().proxies().endTls());
        if (each.policy().clientChecks().any()) {
            listener.set("uncheckedNetworks", JsonOutput.strings(unchecked(each.policy())));
        }
        each.policy().rules().addresses().devices().ifPresent(devices -> asJson(listener, devices));
        ArrayNode rows = listener.putArray("rows");
        PortContract.of(each.policy())
                .forEach(row -> asJson(rows, row).put("why", row.why()).put("provable", row.provable()));
        ArrayNode trial = listener.putArray("trial");
        TriedRows rowsOnTrial = new TriedRows(each.policy());
        for (TriedProperty tried : each.policy().trial()) {
            ArrayNode others = trial.addObject()
                    .put("property", tried.name())
                    .put("value", tried.value())
                    .put("inForce", tried.inForce())
                    .putArray("rows");
            rowsOnTrial.of(tried).forEach(row -> asJson(others, row));
        }
        return listener;
    }

    private static void asJson(ObjectNode listener, DeviceList devices) {
        ArrayNode listed = listener.putArray("devices");
        for (Device device : devices.devices()) {
            ObjectNode each = listed.addObject().put("name", device.name());
            each.set(
                    "networks",
                    JsonOutput.strings(device.networks().stream()
                            .map(CidrNetwork::toString)
                            .toList()));
            each.set(
                    "senders",
                    JsonOutput.strings(
                            device.senders().stream().map(SenderPattern::text).toList()));
            each.put("rate", device.rate().toString());
            device.messageBytes().ifPresent(octets -> each.put("maxSize", octets));
        }
    }

    private static ObjectNode asJson(ArrayNode rows, ContractRow row) {
        return rows.addObject()
                .put("state", row.state())
                .put("client", row.says())
                .put("server", row.expected().text());
    }
}
