// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ValueType;
import dev.sekisho.config.schema.ValueTypes;
import dev.sekisho.policy.AuthMode;
import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.LoginRules;
import dev.sekisho.policy.OfferedMechanisms;
import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.policy.PortRules;
import dev.sekisho.policy.RelayRule;
import dev.sekisho.policy.SenderRule;
import dev.sekisho.policy.TlsMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules of a policy that a listener may override. */
final class RuleProperties {
    static final PolicyProperty<TlsMode> TLS = property(
            "tls",
            ValueTypes.word(Arrays.asList(TlsMode.values()), TlsMode::text),
            "Whether TLS is unavailable, offered by STARTTLS, required by STARTTLS or STLS, or implicit.",
            PortRules::tls);
    static final PolicyProperty<AuthMode> AUTH = property(
            "auth",
            ValueTypes.word(Arrays.asList(AuthMode.values()), AuthMode::text),
            "Whether users must log in. If so, only commands without effect are allowed before the login.",
            PortRules::auth);
    static final PolicyProperty<OfferedMechanisms> MECHANISMS = property(
            "mechanisms",
            new ValueType<>(
                    OfferedMechanisms::parse,
                    OfferedMechanisms::text,
                    "names no mechanisms that are known, or one of them twice",
                    "use usual, or some of " + words() + " with blanks between them",
                    false),
            "How users log in. usual is PLAIN and, for SMTP, LOGIN. CRAM-MD5, DIGEST-MD5 and APOP take only passwords that were made for them.",
            rules -> rules.logins().mechanisms());
    static final PolicyProperty<Optional<String>> LOGIN_DOMAIN = property(
            "login-domain",
            new ValueType<>(
                    text -> ValueTypes.DOMAIN.reading().apply(text).map(Optional::of),
                    domain -> domain.orElse("the only local domain, if there is exactly one"),
                    ValueTypes.DOMAIN.fault(),
                    ValueTypes.DOMAIN.wanted(),
                    false,
                    ValueTypes.DOMAIN.hint()),
            "The domain that completes a user name without one.",
            rules -> rules.logins().domain());
    static final PolicyProperty<RelayRule> RELAY = property(
            "relay",
            ValueTypes.word(Arrays.asList(RelayRule.values()), RelayRule::text),
            "Who may send mail to other domains.",
            PortRules::relay);
    static final PolicyProperty<SenderRule> SENDER = property(
            "sender",
            ValueTypes.word(Arrays.asList(SenderRule.values()), SenderRule::text),
            "Which addresses MAIL FROM may name: any, only those of the logged-in user, or (policy device) those that are listed for the device.",
            PortRules::sender);
    private static final ElementSchema<UnknownName> UNKNOWN_SNI = ElementSchema.of(
            "unknown-sni",
            ValueTypes.word(
                    Arrays.asList(UnknownName.values()), name -> name == UnknownName.REFUSE ? "fail" : name.text()),
            "The former name of unknown-name. It gives a warning.",
            "that of the policy");
    static final PolicyProperty<UnknownName> UNKNOWN_NAME = property(
                    "unknown-name",
                    ValueTypes.word(Arrays.asList(UnknownName.values()), UnknownName::text),
                    "What a TLS client gets that asks for a name which no identity has: the default certificate, or a refused handshake.",
                    PortRules::unknownName)
            .formerly(UNKNOWN_SNI);
    static final PolicyProperty<Boolean> LOOPBACK_ONLY = property(
            "loopback-only",
            ValueTypes.BOOLEAN,
            "True to allow only loopback addresses in bind. A policy that has it cannot lose it.",
            rules -> rules.addresses().loopbackOnly());

    static final List<PolicyProperty<?>> ALL =
            List.of(TLS, AUTH, MECHANISMS, LOGIN_DOMAIN, RELAY, SENDER, UNKNOWN_NAME, LOOPBACK_ONLY);

    private RuleProperties() {}

    /** The rules of a listener; networks are listed apart from them. */
    static PortRules of(PolicyOverrides listener) {
        PortRules usual = listener.base().rules();
        return new PortRules(
                listener.value(TLS),
                listener.value(UNKNOWN_NAME),
                new LoginRules(listener.value(AUTH), listener.value(MECHANISMS), listener.value(LOGIN_DOMAIN)),
                listener.value(RELAY),
                listener.value(SENDER),
                usual.publicMx(),
                usual.addresses().withLoopbackOnly(listener.value(LOOPBACK_ONLY)));
    }

    private static String words() {
        return Arrays.stream(BuiltInMechanism.values())
                .map(BuiltInMechanism::word)
                .collect(Collectors.joining(", "));
    }

    private static <T> PolicyProperty<T> property(
            String name, ValueType<T> type, String meaning, Function<PortRules, T> ofRules) {
        return PolicyProperty.of(name, type, meaning, policy -> ofRules.apply(policy.rules()));
    }
}
