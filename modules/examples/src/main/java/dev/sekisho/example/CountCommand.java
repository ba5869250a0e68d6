// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.smtp.extension.SmtpExtension;
import java.util.Optional;
import javax.inject.Inject;

/** An SMTP command of our own, {@code XCOUNT}: answers with the count of {@link MessageCounter}. The port's policy decides who may ask. */
public final class CountCommand implements SmtpExtension {
    private final MessageCounter counter;

    /** Made once, with the bindings of {@link ExampleModule}. */
    @Inject
    public CountCommand(MessageCounter counter) {
        this.counter = counter;
    }

    @Override
    public String verb() {
        return "XCOUNT";
    }

    @Override
    public Optional<String> ehloKeyword() {
        return Optional.of(verb());
    }

    @Override
    public SmtpReply answer(Client client, String argument) {
        return new SmtpReply(250, "2.0.0", counter.text());
    }
}
