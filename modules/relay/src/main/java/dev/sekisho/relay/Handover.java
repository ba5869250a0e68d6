// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay;

import dev.sekisho.policy.route.Route;
import dev.sekisho.relay.queue.RelaySettings;
import dev.sekisho.store.body.Bodies;
import dev.sekisho.store.body.NewBody;
import dev.sekisho.store.mail.StoredBody;
import dev.sekisho.store.mail.Taking;
import dev.sekisho.store.outgoing.NewOutgoing;
import dev.sekisho.store.outgoing.Outgoing;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.Mail;

/**
 * Takes mail from James over into the outgoing queue.
 *
 * @param outgoing the queue
 * @param bodies where bodies are kept
 * @param settings the routes
 * @param clock says when
 */
public record Handover(Outgoing outgoing, Bodies bodies, RelaySettings settings, Clock clock) {
    /**
     * Takes a mail over, in the transaction that removes it from James' queue if it comes out of one; else it survives a power cut once this
     * has returned.
     *
     * @throws MessagingException if it is not taken
     */
    public void take(Mail mail) throws MessagingException {
        Optional<DsnParameters> asked = mail.dsnParameters();
        Instant now = clock.instant();
        Optional<String> sender = mail.getMaybeSender().asOptional().map(MailAddress::asString);
        NewOutgoing message = new NewOutgoing(
                mail.getName(),
                sender,
                asked.flatMap(DsnParameters::getRetParameter).map(Enum::name),
                asked.flatMap(DsnParameters::getEnvIdParameter).map(id -> DsnParameters.XText.encode(id.asString())),
                now,
                now.plus(settings.schedule().lifetime()),
                mail.getRecipients().stream()
                        .map(each -> recipient(sender, each, asked))
                        .toList());
        try {
            NewBody body = StoredBody.keep(bodies, mail);
            Taking.of(mail)
                    .ifPresentOrElse(
                            taking -> outgoing.accept(taking, message, body), () -> outgoing.accept(message, body));
        } catch (IOException | StoreException e) {
            throw new MessagingException("mail " + mail.getName() + " cannot be taken into the outgoing queue", e);
        }
    }

    private NewOutgoing.Recipient recipient(
            Optional<String> sender, MailAddress address, Optional<DsnParameters> asked) {
        Route route = settings.routes().choose(sender, address.asString());
        Optional<RecipientDsnParameters> ofRecipient =
                asked.map(DsnParameters::getRcptParameters).flatMap(all -> Optional.ofNullable(all.get(address)));
        return new NewOutgoing.Recipient(
                address.asString(),
                ofRecipient.flatMap(RecipientDsnParameters::getNotifyParameter).map(Handover::words),
                ofRecipient
                        .flatMap(RecipientDsnParameters::getOrcptParameter)
                        .map(original -> "rfc822;" + DsnParameters.XText.encode(original.asString())),
                route.name(),
                route.nextHop().destination(address.getDomain().asString().toLowerCase(Locale.ROOT)));
    }

    private static String words(Collection<DsnParameters.Notify> all) {
        return all.stream().map(Enum::name).collect(Collectors.joining(","));
    }
}
