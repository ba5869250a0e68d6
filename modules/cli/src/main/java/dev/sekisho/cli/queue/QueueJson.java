// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.pin.AcceptKeyCommandLine;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.RecipientStatus;

/**
 * Messages for programs.
 *
 * @param acceptKey the command that accepts a key
 */
record QueueJson(AcceptKeyCommandLine acceptKey) {

    ObjectNode of(OutgoingMessage message) {
        ObjectNode object = JsonOutput.object();
        object.put("id", message.id())
                .put("name", message.name())
                .put("sender", message.sender().orElse(""))
                .put("user", message.submitter().orElse(""))
                .put("size", message.size())
                .put("accepted", message.accepted().toString())
                .put("expires", message.expires().toString());
        ArrayNode recipients = object.putArray("recipients");
        message.recipients().forEach(each -> recipients.add(of(each)));
        return object;
    }

    private ObjectNode of(OutgoingRecipient recipient) {
        ObjectNode object = JsonOutput.object();
        object.put("address", recipient.address())
                .put("status", recipient.status().word())
                .put("stopping", recipient.status() == RecipientStatus.TAKEN && recipient.stopping())
                .put("bounced", recipient.bounced())
                .put("route", recipient.route())
                .put("destination", recipient.destination())
                .put("attempts", recipient.attempts())
                .put("nextAttempt", recipient.nextAttempt().toString())
                .put("host", recipient.host().orElse(""))
                .put("lastReply", recipient.reason().orElse(""))
                .put("presented", recipient.presented().map(Pin::toString).orElse(""))
                .set(
                        "expected",
                        JsonOutput.strings(
                                recipient.expected().stream().map(Pin::toString).toList()));
        object.put("accept", acceptKey.command(recipient).orElse(""));
        return object;
    }
}
