// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.Json;
import dev.sekisho.store.mail.Envelope;
import dev.sekisho.store.repository.KeptMail;
import dev.sekisho.store.repository.RepositoryDesk;
import java.util.List;
import java.util.Optional;

/** Repositories and their mail for programs. */
final class KeptJson {
    private KeptJson() {}

    static ArrayNode of(List<RepositoryDesk.Repository> repositories) {
        ArrayNode array = Json.array();
        repositories.forEach(each -> array.addObject()
                .put("repository", each.path())
                .put("mails", each.mails())
                .put("octets", each.octets()));
        return array;
    }

    static ObjectNode of(KeptMail mail) {
        Envelope envelope = mail.mail().details();
        ObjectNode object = Json.object();
        object.put("repository", mail.repository())
                .put("key", mail.key())
                .put("sender", Optional.ofNullable(mail.mail().sender()).orElse(""));
        object.set("recipients", Json.strings(envelope.recipients()));
        return object.put("size", mail.size())
                .put("added", mail.added().toString())
                .put("processor", envelope.processor().orElse(""))
                .put("error", envelope.error().orElse(""));
    }

    static ObjectNode of(KeptMail mail, Header header) {
        Envelope envelope = mail.mail().details();
        ObjectNode object = of(mail);
        object.put("remoteHost", envelope.remoteHost().orElse(""))
                .put("remoteAddress", envelope.remoteAddress().orElse(""));
        ObjectNode attributes = object.putObject("attributes");
        envelope.attributes().forEach(attributes::put);
        object.set("header", Json.strings(header.lines()));
        return object.put("headerIsWhole", header.whole());
    }
}
