// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.PortLimits;
import dev.sekisho.policy.limit.SlowClientLimits;
import java.util.List;
import java.util.Optional;

/**
 * Finds the policy of a listener: the named one or that of the port, with what the listener overrides.
 *
 * @param listener the listener
 * @param table what may stand in it
 */
record PolicyReader(ConfigSection listener, ListenerSchema table) {

    /** The policy that a listener names; empty if it names none, or one that is unknown. */
    static Optional<ParsedValue<PortPolicy>> named(ConfigSection listener, ListenerSchema table) {
        return listener.section(table.policy())
                .flatMap(section -> section.text(table.policy())
                        .or(() -> section.attribute(PolicySchema.policyName(table.protocol()))));
    }

    /** The policy; empty if there is none or if it contradicts itself, which is then among the problems. */
    Optional<PortPolicy> read(BindAddresses binds) {
        Optional<PortPolicy> base = listener.section(table.policy()).isPresent() ? ofName() : ofPort(binds);
        return base.flatMap(this::override);
    }

    private Optional<PortPolicy> ofName() {
        ConfigSection section = listener.section(table.policy()).orElseThrow();
        boolean text = !section.xml().text().isEmpty();
        boolean attribute = section.xml().attribute("name").isPresent();
        if (text == attribute) {
            String found = text ? "<policy> is named twice, by its text and its attribute" : "<policy> names no policy";
            section.refuse(found, "write <policy>name</policy>, or <policy name=\"name\"> around what is overridden");
            return Optional.empty();
        }
        return named(listener, table).map(ParsedValue::value);
    }

    private Optional<PortPolicy> ofPort(BindAddresses binds) {
        List<Optional<PortPolicy>> policies = binds.list().stream()
                .map(bind ->
                        BuiltInPolicies.ofPort(bind.port()).filter(policy -> policy.protocol() == table.protocol()))
                .distinct()
                .toList();
        if (policies.size() > 1 || policies.get(0).isEmpty()) {
            String found = policies.size() > 1
                    ? "the ports of this listener have different policies"
                    : "port " + binds.firstPort() + " has no policy of its own for " + table.protocol();
            listener.problems()
                    .refuse(
                            binds.position(),
                            listener.where(),
                            found,
                            table.policy().type().wanted() + " in a <policy>");
            return Optional.empty();
        }
        return policies.get(0);
    }

    private Optional<PortPolicy> override(PortPolicy base) {
        if (base.loopbackOnly() && !value(PolicySchema.LOOPBACK_ONLY, base)) {
            own(PolicySchema.LOOPBACK_ONLY)
                    .ifPresent(found -> listener.refuse(
                            found,
                            found.shown() + " would open the policy " + base.name() + " to other machines",
                            "remove it, or name another policy"));
        }
        try {
            return Optional.of(new PortPolicy(
                    base.name(),
                    base.protocol(),
                    value(PolicySchema.TLS, base),
                    value(PolicySchema.AUTH, base),
                    value(PolicySchema.RELAY, base),
                    value(PolicySchema.SENDER, base),
                    value(PolicySchema.UNKNOWN_NAME, base),
                    value(PolicySchema.LOOPBACK_ONLY, base),
                    limits(base)));
        } catch (IllegalArgumentException contradiction) {
            listener.section(table.policy())
                    .orElse(listener)
                    .refuse(String.valueOf(contradiction.getMessage()), "override both consistently, or neither");
            return Optional.empty();
        }
    }

    private PortLimits limits(PortPolicy base) {
        return new PortLimits(
                value(PolicySchema.CONNECTIONS, base),
                value(PolicySchema.CONNECTIONS_PER_ADDRESS, base),
                value(PolicySchema.IDLE, base),
                value(PolicySchema.HANDSHAKE, base),
                value(PolicySchema.RECIPIENTS, base),
                value(PolicySchema.MESSAGE_SIZE, base),
                value(PolicySchema.FAILED_AUTHS, base),
                value(PolicySchema.FAILED_AUTHS_PER_ADDRESS, base),
                value(PolicySchema.FAILED_AUTH_WINDOW, base),
                value(PolicySchema.HOLD_OFF, base),
                pace(base));
    }

    private SlowClientLimits pace(PortPolicy base) {
        return new SlowClientLimits(
                value(PolicySchema.COMMAND_TIME, base),
                value(PolicySchema.LOGIN_TIME, base),
                value(PolicySchema.BETWEEN_MESSAGES, base),
                value(PolicySchema.MESSAGE_RATE, base),
                value(PolicySchema.MESSAGE_TIME, base),
                value(PolicySchema.MESSAGE_SPEED, base),
                value(PolicySchema.USERS_MESSAGE_SPEED, base));
    }

    private <T> T value(PolicyProperty<T> property, PortPolicy base) {
        T usual = property.ofPolicy().apply(base);
        Optional<ParsedValue<T>> own = own(property);
        Optional<ParsedValue<T>> stock = stock(property, usual);
        if (own.isPresent() && stock.isPresent()) {
            listener.refuse(
                    own.get(), own.get().shown() + " repeats " + stock.get().shown(), "keep one of them");
        }
        return own.or(() -> stock).map(ParsedValue::value).orElse(usual);
    }

    private <T> Optional<ParsedValue<T>> own(PolicyProperty<T> property) {
        return listener.section(table.policy()).flatMap(section -> own(section, property));
    }

    /** By its name, or by a former one, which is told. */
    private <T> Optional<ParsedValue<T>> own(ConfigSection policy, PolicyProperty<T> property) {
        Optional<ParsedValue<T>> found = policy.value(property.element());
        for (ElementSchema<T> former : property.former()) {
            Optional<ParsedValue<T>> old = policy.value(former);
            if (old.isEmpty()) {
                continue;
            }
            String now = "<" + property.element().name() + ">"
                    + property.element().type().writing().apply(old.get().value()) + "</"
                    + property.element().name() + ">";
            if (found.isPresent()) {
                listener.refuse(
                        old.get(), former.tag() + " repeats " + found.get().shown(), "keep " + now);
            } else {
                listener.warn(old.get(), former.tag() + " is a former name", "write " + now);
                found = old;
            }
        }
        return found;
    }

    private <T> Optional<ParsedValue<T>> stock(PolicyProperty<T> property, T usual) {
        for (ElementSchema<T> element : property.stock()) {
            Optional<ParsedValue<T>> found =
                    table.listener().children().contains(element) ? listener.value(element) : Optional.empty();
            if (found.isPresent() && isZero(found.get().value())) {
                listener.warn(
                        found.get(),
                        found.get().shown() + " asks for no limit, but every port has one",
                        property.element().type().writing().apply(usual) + " applies; set <"
                                + property.element().name() + "> in the policy for another");
            } else if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isZero(Object value) {
        return value instanceof Number number && number.longValue() == 0;
    }
}
