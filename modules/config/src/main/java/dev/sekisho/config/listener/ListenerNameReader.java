// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.config.xml.XmlElement;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import java.util.Optional;

/** Reads the name of a listener. */
final class ListenerNameReader {
    private ListenerNameReader() {}

    /** Its {@code jmxName}; else the name of its policy, with the port where that is not the policy's own. */
    static ListenerName of(ConfigSection listener, PortPolicy policy, BindAddresses binds) {
        return new ListenerName(listener.value(ListenerSchema.NAME)
                .map(ParsedValue::value)
                .orElseGet(() -> derived(policy.name(), binds.firstPort())));
    }

    /** The name, as far as it is known before the listener has been checked, for problems to name it by. */
    static String provisional(XmlElement xml, ListenerSchema schema) {
        return xml.child(ListenerSchema.NAME.name())
                .map(XmlElement::text)
                .filter(text -> !text.isEmpty())
                .or(() -> policyName(xml, schema))
                .or(() -> xml.child(ListenerSocketReader.BIND.name()).map(XmlElement::text))
                .orElse("without a name");
    }

    private static Optional<String> policyName(XmlElement xml, ListenerSchema schema) {
        return xml.child(schema.policy().name())
                .map(policy ->
                        policy.text().isEmpty() ? policy.attribute("name").orElse("") : policy.text())
                .filter(name -> !name.isEmpty())
                .map(name -> firstPort(xml).map(port -> derived(name, port)).orElse(name));
    }

    private static Optional<Integer> firstPort(XmlElement xml) {
        return xml.child(ListenerSocketReader.BIND.name())
                .flatMap(bind -> ListenerSocketReader.BIND.type().reading().apply(bind.text()))
                .map(binds -> binds.get(0).port());
    }

    private static String derived(String policyName, int port) {
        boolean usual = BuiltInPolicies.named(policyName)
                .filter(policy -> policy.usualPort() == port)
                .isPresent();
        return usual ? policyName : policyName + "-" + port;
    }
}
