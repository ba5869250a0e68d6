// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.spool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.store.mail.EnvelopeSummary;
import dev.sekisho.store.spool.SpooledMail;
import java.util.Optional;

/** Mail of the queues for programs. */
final class SpoolJson {
    private SpoolJson() {}

    static ObjectNode of(SpooledMail mail) {
        EnvelopeSummary envelope = mail.mail().details();
        ObjectNode object = JsonOutput.object();
        object.put("id", mail.id())
                .put("queue", mail.queue())
                .put("name", mail.mail().name())
                .put("sender", Optional.ofNullable(mail.mail().sender()).orElse(""));
        object.set("recipients", JsonOutput.strings(envelope.recipients()));
        object.put("size", mail.size())
                .put("added", mail.added().toString())
                .put("state", mail.state().word());
        mail.state()
                .<ObjectNode>fold(
                        () -> object,
                        waiting -> object.put("waitsUntil", waiting.until().toString()),
                        taken -> object.put("takenBy", taken.node()).put("takerIsDead", taken.dead()),
                        unknown -> object.put("found", unknown.found()));
        object.put("processor", envelope.processor().orElse(""));
        envelope.failures().ifPresent(failures -> object.put("failures", failures));
        return object.put("lastError", envelope.error().orElse(""));
    }

    static ObjectNode withAttributes(SpooledMail mail) {
        ObjectNode object = of(mail);
        ObjectNode attributes = object.putObject("attributes");
        mail.mail().details().attributes().forEach(attributes::put);
        return object;
    }
}
