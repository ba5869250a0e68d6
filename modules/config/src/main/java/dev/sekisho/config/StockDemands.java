// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.schema.Attribute;
import dev.sekisho.config.schema.Element;
import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.BuiltInPolicies;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.SenderRule;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Compares what James' own elements of a listener ask for with what its policy does. The rule: where the port is at least as strict as the
 * file asks, a difference is a warning that says what is done instead; where it would be less strict, or mail would be lost, it is a
 * problem.
 *
 * @param listener the listener
 * @param policy its policy
 */
record StockDemands(Section listener, PortPolicy policy) {

    /** Reports every difference. */
    void judge() {
        auth();
        senders();
        always(StockTable.HELO, "HELO or EHLO always comes first");
        always(StockTable.BRACKETS, "addresses always stand in angle brackets (RFC 5321 4.1.2)");
        report(StockTable.AUTHORIZED, text -> !text.isEmpty(), false, "nobody relays by address", networksInstead());
        report(
                StockTable.PROXY,
                required -> required,
                true,
                "the PROXY protocol is not served, so every connection would fail",
                "remove it, and let clients connect directly");
        handlerChain();
        new StockTls(listener, policy).judge();
    }

    private String networksInstead() {
        return policy.name().equals(BuiltInPolicies.MX.name())
                ? "list a <relay-network> in <policy name=\"mx\"> if you must"
                : "what this port asks of everybody, it asks of these networks";
    }

    private void auth() {
        Section auth = listener.section(StockTable.AUTH).orElse(listener);
        boolean login = policy.auth() == AuthMode.REQUIRED;
        auth.value(StockTable.ANNOUNCE)
                .ifPresent(found -> announced(found, found.value() != StockTable.Announce.NEVER));
        listener.value(StockTable.OLD_AUTH)
                .ifPresent(found -> announced(found, !found.value().equals("false")));
        if (login) {
            report(auth, StockTable.REQUIRE_TLS, required -> !required, false, "AUTH always needs TLS here", "");
            report(
                    listener,
                    StockTable.PLAIN_DISALLOWED,
                    disallowed -> !disallowed,
                    false,
                    "AUTH always needs TLS here",
                    "");
            report(
                    auth,
                    StockTable.PLAIN_AUTH,
                    enabled -> !enabled,
                    true,
                    "AUTH PLAIN is what users log in with here, under TLS",
                    "remove it, or disable the listener");
        }
        report(
                auth,
                StockTable.OIDC,
                any -> true,
                false,
                "OpenID Connect is not served",
                "users log in with a password, under TLS");
    }

    private void announced(Found<?> found, boolean asked) {
        if (asked && policy.auth() == AuthMode.NONE) {
            listener.warn(
                    found,
                    found.shown() + " asks for AUTH, and the policy " + policy.name() + " has none",
                    "users log in on 587 or 465; AUTH is neither announced nor served here");
        } else if (!asked && policy.auth() == AuthMode.REQUIRED) {
            listener.warn(
                    found,
                    found.shown() + " asks for no AUTH, and the policy " + policy.name() + " requires it",
                    "AUTH is announced once TLS is active, and required");
        }
    }

    private void senders() {
        boolean own = policy.sender() == SenderRule.OWN;
        if (policy.auth() == AuthMode.REQUIRED && policy.protocol() == Protocol.SMTP) {
            report(
                    StockTable.VERIFY_IDENTITY,
                    verify -> own && !verify,
                    false,
                    "senders must be the user's own",
                    "write <sender>any</sender> in the policy for any sender");
            report(
                    StockTable.VERIFY_IDENTITY,
                    verify -> !own && verify,
                    true,
                    "the policy lets users name any sender",
                    "remove <sender>any</sender>, or this");
        }
    }

    private void handlerChain() {
        Optional<Section> chain = listener.section(StockTable.HANDLER_CHAIN);
        chain.flatMap(section -> section.attribute(StockTable.CORE_PACKAGE))
                .filter(found -> !HandlerChain.replaced(found.value()))
                .ifPresent(found -> listener.refuse(
                        found,
                        found.shown() + " would replace the core handlers, which keep the policy",
                        "remove it, and add handlers with <handler>"));
        note(chain, StockTable.JMX);
        note(chain, StockTable.JMX_PACKAGE);
    }

    private void note(Optional<Section> chain, Attribute<?> attribute) {
        chain.flatMap(section -> section.attribute(attribute))
                .ifPresent(found -> listener.problems()
                        .note(
                                found.position(),
                                listener.where(),
                                found.shown() + " has no meaning here",
                                "nothing is shown by JMX"));
    }

    private void always(Element<Boolean> element, String what) {
        report(element, enforced -> !enforced, false, what, "");
    }

    private <T> void report(Element<T> element, Predicate<T> differs, boolean refused, String what, String instead) {
        report(listener, element, differs, refused, what, instead);
    }

    private <T> void report(
            Section section, Element<T> element, Predicate<T> differs, boolean refused, String what, String instead) {
        section.value(element).filter(found -> differs.test(found.value())).ifPresent(found -> {
            if (refused) {
                listener.refuse(found, found.shown() + " cannot be kept: " + what, instead);
            } else {
                listener.warn(found, found.shown() + " has no effect: " + what, instead);
            }
        });
    }
}
