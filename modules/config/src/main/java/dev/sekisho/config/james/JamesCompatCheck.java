// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.schema.AttributeSchema;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.AuthMode;
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
public record JamesCompatCheck(ConfigSection listener, PortPolicy policy) {

    /** Reports every difference. */
    public void check() {
        auth();
        senders();
        always(JamesCompatSchema.HELO, "HELO or EHLO always comes first");
        always(JamesCompatSchema.BRACKETS, "addresses always need angle brackets (RFC 5321 4.1.2)");
        report(
                JamesCompatSchema.AUTHORIZED,
                text -> !text.isEmpty(),
                false,
                "no client may relay by its address",
                networksInstead());
        report(
                JamesCompatSchema.PROXY,
                required -> required && !policy.proxies().expected(),
                true,
                "the policy lists no proxies, and a PROXY header is taken from listed ones only",
                "list a <proxy-network> in <policy name=\"" + policy.name() + "\">");
        report(
                JamesCompatSchema.PROXY,
                required -> !required && policy.proxies().expected(),
                true,
                "the policy lists proxies, so every connection needs a PROXY header",
                "remove it, or the <proxy-network> in the policy");
        handlerChain();
        new JamesCompatTls(listener, policy).check();
    }

    private String networksInstead() {
        return policy.rules().publicMx()
                ? "if necessary, list a <relay-network> in <policy name=\"" + policy.name() + "\">"
                : "this port has the same rules for these networks";
    }

    private void auth() {
        ConfigSection auth = listener.section(JamesCompatSchema.AUTH).orElse(listener);
        boolean login = policy.auth() == AuthMode.REQUIRED;
        auth.value(JamesCompatSchema.ANNOUNCE)
                .ifPresent(found -> announced(found, found.value() != JamesCompatSchema.Announce.NEVER));
        listener.value(JamesCompatSchema.OLD_AUTH)
                .ifPresent(found -> announced(found, !found.value().equals("false")));
        if (login) {
            report(auth, JamesCompatSchema.REQUIRE_TLS, required -> !required, false, "AUTH always needs TLS here", "");
            report(
                    listener,
                    JamesCompatSchema.PLAIN_DISALLOWED,
                    disallowed -> !disallowed,
                    false,
                    "AUTH always needs TLS here",
                    "");
            report(
                    auth,
                    JamesCompatSchema.PLAIN_AUTH,
                    enabled -> !enabled,
                    true,
                    "users log in with AUTH PLAIN, under TLS",
                    "remove it, or disable the listener");
        }
        report(
                auth,
                JamesCompatSchema.OIDC,
                any -> true,
                false,
                "OpenID Connect is not available",
                "users log in with a password, under TLS");
    }

    private void announced(ParsedValue<?> found, boolean asked) {
        if (asked && policy.auth() == AuthMode.NONE) {
            listener.warn(
                    found,
                    found.shown() + " asks for AUTH, and the policy " + policy.name() + " has none",
                    "users log in on 587 or 465; AUTH is not available here");
        } else if (!asked && policy.auth() == AuthMode.REQUIRED) {
            listener.warn(
                    found,
                    found.shown() + " asks for no AUTH, and the policy " + policy.name() + " requires it",
                    "AUTH is required, and announced once TLS is active");
        }
    }

    private void senders() {
        boolean own = policy.sender() == SenderRule.OWN;
        if (policy.auth() == AuthMode.REQUIRED && policy.protocol() == Protocol.SMTP) {
            report(
                    JamesCompatSchema.VERIFY_IDENTITY,
                    verify -> own && !verify,
                    false,
                    "senders must be the user's own",
                    "write <sender>any</sender> in the policy for any sender");
            report(
                    JamesCompatSchema.VERIFY_IDENTITY,
                    verify -> !own && verify,
                    true,
                    "the policy lets users name any sender",
                    "remove <sender>any</sender>, or this");
        }
    }

    private void handlerChain() {
        Optional<ConfigSection> chain = listener.section(JamesCompatSchema.HANDLER_CHAIN);
        chain.flatMap(section -> section.attribute(JamesCompatSchema.CORE_PACKAGE))
                .filter(found -> !HandlerChain.replaced(found.value()))
                .ifPresent(found -> listener.refuse(
                        found,
                        found.shown() + " would replace the core handlers, which enforce the policy",
                        "remove it, and add handlers with <handler>"));
        note(chain, JamesCompatSchema.JMX);
        note(chain, JamesCompatSchema.JMX_PACKAGE);
    }

    private void note(Optional<ConfigSection> chain, AttributeSchema<?> attribute) {
        chain.flatMap(section -> section.attribute(attribute))
                .ifPresent(found -> listener.problems()
                        .note(
                                found.position(),
                                listener.where(),
                                found.shown() + " has no meaning here",
                                "JMX is not available"));
    }

    private void always(ElementSchema<Boolean> element, String what) {
        report(element, enforced -> !enforced, false, what, "");
    }

    private <T> void report(
            ElementSchema<T> element, Predicate<T> differs, boolean refused, String what, String instead) {
        report(listener, element, differs, refused, what, instead);
    }

    private <T> void report(
            ConfigSection section,
            ElementSchema<T> element,
            Predicate<T> differs,
            boolean refused,
            String what,
            String instead) {
        section.value(element).filter(found -> differs.test(found.value())).ifPresent(found -> {
            if (refused) {
                listener.refuse(found, found.shown() + " cannot be kept: " + what, instead);
            } else {
                listener.warn(found, found.shown() + " has no effect: " + what, instead);
            }
        });
    }
}
