// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.james.JamesCompatCheck;
import dev.sekisho.config.james.JamesCompatTls;
import dev.sekisho.config.james.JamesSettings;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.config.schema.StructureCheck;
import dev.sekisho.config.xml.XmlElement;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import java.util.Optional;

/**
 * Reads one listener.
 *
 * @param schema what may stand in it
 * @param context what holds for all listeners
 * @param problems where problems go
 */
public record ListenerReader(ListenerSchema schema, Context context, ProblemList problems) {
    private static final int CLEARTEXT_IMAP = 143;

    /**
     * What holds for all listeners.
     *
     * @param machine the machine
     * @param hostName the name this server goes by
     * @param portOffset added to every port
     */
    public record Context(HostEnvironment machine, String hostName, int portOffset) {}

    /** The listener; empty if it cannot be made, which is then among the problems, or if it is left out with a warning. */
    public Optional<ListenerConfiguration> read(XmlElement xml) {
        String where = "listener " + ListenerNameReader.provisional(xml, schema);
        new StructureCheck(where, problems).check(xml, schema.listener());
        ConfigSection listener = new ConfigSection(xml, where, problems);
        return BindAddresses.of(listener, schema)
                .filter(binds -> !leftOut(listener, binds))
                .flatMap(binds -> new PolicyReader(listener, schema)
                        .read(binds)
                        .flatMap(policy -> read(listener, binds, policy)));
    }

    /** IMAP has no cleartext port: a stock one is left out, which is stricter than anything it can ask for. */
    private boolean leftOut(ConfigSection listener, BindAddresses binds) {
        boolean cleartext = schema.protocol() == Protocol.IMAP
                && binds.firstPort() == CLEARTEXT_IMAP
                && listener.section(schema.policy()).isEmpty()
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
        new JamesCompatCheck(listener, policy).check();
        PolicyLists lists = PolicyLists.of(listener, schema, policy);
        return new ListenerSocketReader(listener, binds, policy)
                .read(context.machine(), context.portOffset())
                .map(socket -> new ListenerConfiguration(
                        ListenerNameReader.of(listener, policy, binds),
                        policy,
                        socket,
                        listener.attribute(ListenerSchema.ENABLED)
                                .map(ParsedValue::value)
                                .orElse(true),
                        BannerReader.read(listener, context.hostName()),
                        lists,
                        JamesSettings.of(listener),
                        listener.position()));
    }
}
