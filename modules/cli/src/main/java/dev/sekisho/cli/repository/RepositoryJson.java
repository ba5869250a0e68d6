// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.store.mail.EnvelopeSummary;
import dev.sekisho.store.repository.RepositoryAdmin;
import dev.sekisho.store.repository.RepositoryMail;
import java.util.List;
import java.util.Optional;

/** Repositories and their mail for programs. */
final class RepositoryJson {
    private RepositoryJson() {}

    static ArrayNode of(List<RepositoryAdmin.Repository> repositories) {
        ArrayNode array = JsonOutput.array();
        repositories.forEach(each -> array.addObject()
                .put("repository", each.path())
                .put("mails", each.mails())
                .put("octets", each.octets()));
        return array;
    }

    static ObjectNode of(RepositoryMail mail) {
        EnvelopeSummary envelope = mail.mail().details();
        ObjectNode object = JsonOutput.object();
        object.put("repository", mail.repository())
                .put("key", mail.key())
                .put("sender", Optional.ofNullable(mail.mail().sender()).orElse(""));
        object.set("recipients", JsonOutput.strings(envelope.recipients()));
        return object.put("size", mail.size())
                .put("added", mail.added().toString())
                .put("processor", envelope.processor().orElse(""))
                .put("error", envelope.error().orElse(""));
    }

    static ObjectNode of(RepositoryMail mail, MessageHeader header) {
        EnvelopeSummary envelope = mail.mail().details();
        ObjectNode object = of(mail);
        object.put("remoteHost", envelope.remoteHost().orElse(""))
                .put("remoteAddress", envelope.remoteAddress().orElse(""));
        ObjectNode attributes = object.putObject("attributes");
        envelope.attributes().forEach(attributes::put);
        object.set("header", JsonOutput.strings(header.lines()));
        return object.put("headerIsWhole", header.whole());
    }
}
