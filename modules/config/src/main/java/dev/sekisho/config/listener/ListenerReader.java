// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.james.HandlerChain;
import dev.sekisho.config.james.JamesCompatCheck;
import dev.sekisho.config.james.JamesCompatSchema;
import dev.sekisho.config.james.JamesCompatTls;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.config.schema.StructureCheck;
import dev.sekisho.config.xml.XmlElement;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Reads one listener.
 *
 * @param table what may stand in it
 * @param surroundings what holds for all listeners
 * @param problems where problems go
 */
public record ListenerReader(ListenerSchema table, Surroundings surroundings, ProblemList problems) {
    private static final int USUAL_BACKLOG = 200;
    private static final int CLEARTEXT_IMAP = 143;

    /**
     * What holds for all listeners.
     *
     * @param machine the machine
     * @param hostName the name this server goes by
     * @param portOffset added to every port
     */
    public record Surroundings(HostEnvironment machine, String hostName, int portOffset) {}

    /** The listener; empty if it cannot be made, which is then among the problems, or if it is left out with a warning. */
    public Optional<ListenerConfiguration> read(XmlElement xml) {
        String where = "listener " + ListenerNameReader.provisional(xml, table);
        new StructureCheck(where, problems).check(xml, table.listener());
        ConfigSection listener = new ConfigSection(xml, where, problems);
        return BindAddresses.of(listener, table)
                .filter(binds -> !leftOut(listener, binds))
                .flatMap(binds ->
                        new PolicyReader(listener, table).read(binds).flatMap(policy -> read(listener, binds, policy)));
    }

    /** IMAP has no cleartext port: a stock one is left out, which is stricter than anything it can ask for. */
    private boolean leftOut(ConfigSection listener, BindAddresses binds) {
        boolean cleartext = table.protocol() == Protocol.IMAP
                && binds.firstPort() == CLEARTEXT_IMAP
                && listener.section(table.policy()).isEmpty()
                && !JamesCompatTls.askedImplicit(listener);
        if (cleartext) {
            problems.warn(
                    binds.position(),
                    listener.where(),
                    "IMAP on port 143 begins in cleartext and is not available",
                    "this listener is ignored; IMAP is available on 993 with implicit TLS");
        }
        return cleartext;
    }

    private Optional<ListenerConfiguration> read(ConfigSection listener, BindAddresses binds, PortPolicy policy) {
        new JamesCompatCheck(listener, policy).judge();
        PolicyLists admission = PolicyLists.of(listener, table, policy);
        List<InetSocketAddress> addresses = binds.resolve(listener, surroundings.machine(), surroundings.portOffset());
        refuseOtherMachines(listener, binds, policy, addresses);
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ListenerConfiguration(
                ListenerNameReader.of(listener, policy, binds),
                policy,
                addresses,
                binds.firstPort(),
                listener.attribute(ListenerSchema.ENABLED)
                        .map(ParsedValue::value)
                        .orElse(true),
                listener.value(JamesCompatSchema.GREETING).map(ParsedValue::value),
                helloName(listener),
                listener.value(JamesCompatSchema.BACKLOG)
                        .map(ParsedValue::value)
                        .orElse(USUAL_BACKLOG),
                HandlerChain.of(listener),
                admission.recipients(),
                admission.peers(),
                admission.peerPositions(),
                jamesXml(listener),
                listener.position()));
    }

    private void refuseOtherMachines(
            ConfigSection listener, BindAddresses binds, PortPolicy policy, List<InetSocketAddress> addresses) {
        if (!policy.loopbackOnly()) {
            return;
        }
        addresses.stream()
                .filter(address -> !address.getAddress().isLoopbackAddress())
                .forEach(address -> problems.refuse(
                        binds.position(),
                        listener.where(),
                        "the policy " + policy.name() + " is for loopback only, found "
                                + address.getAddress().getHostAddress(),
                        "bind to 127.0.0.1 or [::1]"));
    }

    private String helloName(ConfigSection listener) {
        Optional<ConfigSection> section = listener.section(JamesCompatSchema.HELLO_NAME);
        boolean detected = section.flatMap(each -> each.attribute(JamesCompatSchema.AUTODETECT))
                .map(ParsedValue::value)
                .orElse(false);
        Optional<ParsedValue<String>> name = section.flatMap(each -> each.text(JamesCompatSchema.HELLO_NAME));
        if (section.isPresent() && !detected && section.get().xml().text().isEmpty()) {
            section.get()
                    .refuse(
                            "<helloName> has neither a name nor autodetect=\"true\"",
                            "write one of them, or remove it");
        }
        return name.filter(found -> !detected).map(ParsedValue::value).orElse(surroundings.hostName());
    }

    /** What Sekisho reads itself is left out: James would judge it by rules of its own. */
    private static String jamesXml(ConfigSection listener) {
        List<String> kept =
                JamesCompatSchema.IMAP.stream().map(ElementSchema::name).toList();
        List<String> ours = listener.xml().children().stream()
                .map(XmlElement::name)
                .filter(name -> !kept.contains(name))
                .toList();
        return listener.xml().without(ours).xml();
    }
}
