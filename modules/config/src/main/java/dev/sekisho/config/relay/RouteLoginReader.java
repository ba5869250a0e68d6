// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.relay;

import dev.sekisho.config.environment.FileReferences;
import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.RouteAuth;
import dev.sekisho.policy.route.RouteDemand;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how a route logs in at its smarthost.
 *
 * @param route the route
 * @param demand what it demands
 * @param files finds the file of the password
 */
record RouteLoginReader(ConfigSection route, RouteDemand demand, FileReferences files) {

    /**
     * The login.
     *
     * @param passwords gets where its password is, by the route's name
     * @return empty if nobody logs in, or the login cannot be, which is then among the problems
     */
    Optional<RouteAuth> read(Map<String, PasswordSource> passwords) {
        Optional<ConfigSection> user = route.section(RelaySchema.USER);
        Optional<ConfigSection> password = route.section(RelaySchema.PASSWORD);
        refuseAlone(user, RelaySchema.USER, password, RelaySchema.PASSWORD);
        refuseAlone(password, RelaySchema.PASSWORD, user, RelaySchema.USER);
        if (user.isEmpty() && password.isEmpty()) {
            route.section(RelaySchema.MECHANISM)
                    .ifPresent(found -> found.refuse(
                            "<mechanism> is in a route without a login",
                            "write <user> and <password>, or remove <mechanism>"));
        }
        Optional<ParsedValue<String>> name = route.value(RelaySchema.USER);
        if (name.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        if (!demand.insistsOnTls()) {
            route.refuse(
                    name.get(),
                    "the demand " + demand.text() + " would send the password in cleartext",
                    "use <demand>pinned</demand>, verified or required");
            return Optional.empty();
        }
        files.password(password.get()).ifPresent(source -> passwords.put(RouteReader.name(route), source));
        return Optional.of(auth(name.get()));
    }

    private static void refuseAlone(
            Optional<ConfigSection> one,
            ElementSchema<?> rule,
            Optional<ConfigSection> other,
            ElementSchema<?> otherRule) {
        one.filter(found -> other.isEmpty())
                .ifPresent(found -> found.refuse(
                        rule.tag() + " is given without " + otherRule.tag(),
                        "write " + otherRule.tag() + " too, or remove " + rule.tag()));
    }

    private RouteAuth auth(ParsedValue<String> user) {
        List<AuthMechanism> said = route.values(RelaySchema.MECHANISM).stream()
                .map(ParsedValue::value)
                .toList();
        RouteAuth auth = said.isEmpty() ? RouteAuth.of(user.value()) : new RouteAuth(user.value(), said);
        boolean shown = auth.mechanisms().contains(AuthMechanism.PLAIN)
                || auth.mechanisms().contains(AuthMechanism.LOGIN);
        if (demand == RouteDemand.REQUIRED && shown) {
            route.warn(
                    user,
                    "the demand required accepts any certificate, so an impostor of the server would get the password",
                    "use <demand>verified</demand> or pinned");
        }
        return auth;
    }
}
