// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.device.DeviceList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the devices that a listener serves.
 *
 * @param listener the listener
 * @param schema what may stand in it
 */
record DeviceReader(ConfigSection listener, ListenerSchema schema) {

    /** The policy with the devices that are listed. That none is listed where only they are served is a problem, as is one that has no place. */
    PortPolicy read(PortPolicy policy) {
        Optional<ConfigSection> section = listener.section(schema.policy());
        boolean served = policy.servesDevices();
        section.ifPresent(found -> PolicyLists.refuseUnless(
                served, found, DeviceSchema.DEVICE, "devices are allowed only in the policy device"));
        if (!served) {
            return policy;
        }
        List<ConfigSection> elements =
                section.map(found -> found.sections(DeviceSchema.DEVICE)).orElse(List.of());
        if (elements.isEmpty()) {
            section.orElse(listener)
                    .refuse(
                            "the policy device lists no device, so that nobody is served",
                            "write <device name=\"copier\" network=\"192.0.2.7\" sender=\"copier@example.org\"/> in its <policy"
                                    + " name=\"device\">");
        }
        refuseRepeated(elements);
        List<Device> devices =
                elements.stream().flatMap(each -> device(each, policy).stream()).toList();
        return policy.withDevices(new DeviceList(devices));
    }

    private static Optional<Device> device(ConfigSection each, PortPolicy policy) {
        Optional<String> name = each.attribute(DeviceSchema.NAME).map(ParsedValue::value);
        Optional<List<CidrNetwork>> networks =
                each.attribute(DeviceSchema.NETWORK).map(ParsedValue::value);
        long most = policy.limits().messages().octets();
        Optional<Long> size = each.attribute(DeviceSchema.SIZE).map(ParsedValue::value);
        size.filter(octets -> octets > most)
                .ifPresent(octets -> each.warn(
                        "device " + name.orElse("") + " may send " + octets + " octets, and the listener accepts "
                                + most,
                        "write a larger <max-message-size> in the policy, or a smaller max-size here"));
        return each.attribute(DeviceSchema.SENDERS)
                .map(ParsedValue::value)
                .flatMap(senders -> name.flatMap(called -> networks.map(where -> new Device(
                        called,
                        where,
                        senders,
                        each.attribute(DeviceSchema.RATE)
                                .map(ParsedValue::value)
                                .orElse(Device.DEFAULT_RATE),
                        size.map(OptionalLong::of).orElse(OptionalLong.empty())))));
    }

    /** One network of two devices would be the one's or the other's by chance. */
    private static void refuseRepeated(List<ConfigSection> elements) {
        Set<String> names = new HashSet<>();
        Map<CidrNetwork, String> owners = new HashMap<>();
        for (ConfigSection each : elements) {
            String name =
                    each.attribute(DeviceSchema.NAME).map(ParsedValue::value).orElse("");
            if (!name.isEmpty() && !names.add(name)) {
                each.refuse("device " + name + " is listed twice", "keep one entry, with all its networks and senders");
            }
            List<CidrNetwork> networks = new ArrayList<>();
            each.attribute(DeviceSchema.NETWORK).ifPresent(found -> networks.addAll(found.value()));
            networks.forEach(network -> Optional.ofNullable(owners.putIfAbsent(network, name))
                    .filter(owner -> !owner.equals(name))
                    .ifPresent(owner -> each.refuse(
                            network + " is listed for device " + owner + " too", "list each network for one device")));
        }
    }
}
