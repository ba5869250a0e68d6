// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay;

import dev.sekisho.policy.route.Route;
import dev.sekisho.relay.queue.RelaySettings;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.mail.DequeueTransaction;
import dev.sekisho.store.mail.ForwardedRecipients;
import dev.sekisho.store.mail.OriginalRecipients;
import dev.sekisho.store.mail.StoredMimeSource;
import dev.sekisho.store.outgoing.NewOutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.senders.SrsRewriter;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.mail.MessagingException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.Mail;

/**
 * Takes mail from James over into the outgoing queue.
 *
 * @param outgoing the queue
 * @param bodies where bodies are kept
 * @param settings the routes
 * @param returnPaths writes the senders of what is forwarded
 * @param clock says when
 */
public record OutgoingEnqueuer(
        OutgoingQueue outgoing, BodyStore bodies, RelaySettings settings, SrsRewriter returnPaths, Clock clock) {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /**
     * Takes a mail over, in the transaction that removes it from James' queue if it comes out of one; else it survives a power cut once this
     * has returned.
     *
     * @throws MessagingException if it is not taken
     */
    public void take(Mail mail) throws MessagingException {
        take(mail, true);
    }

    /**
     * The same.
     *
     * @param rewriteSender whether a sender elsewhere is rewritten for the recipients that the mail is forwarded to
     * @throws MessagingException if it is not taken
     */
    public void take(Mail mail, boolean rewriteSender) throws MessagingException {
        try {
            for (Map.Entry<Optional<MailAddress>, List<MailAddress>> each :
                    bySender(mail, rewriteSender).entrySet()) {
                take(mail, each.getKey().map(OutgoingEnqueuer::written), each.getValue());
            }
        } catch (IOException | StoreException e) {
            throw new MessagingException("mail " + mail.getName() + " cannot be taken into the outgoing queue", e);
        }
    }

    /** Which recipients get it from whom: nearly always there is one sender. The null sender stays what it is. */
    private Map<Optional<MailAddress>, List<MailAddress>> bySender(Mail mail, boolean rewriteSender) {
        Optional<MailAddress> sender = mail.getMaybeSender().asOptional();
        Map<Optional<MailAddress>, List<MailAddress>> all = new LinkedHashMap<>();
        for (MailAddress recipient : mail.getRecipients()) {
            Optional<Domain> forwarder = rewriteSender ? ForwardedRecipients.of(mail, recipient) : Optional.empty();
            Optional<MailAddress> written = sender.map(said ->
                    forwarder.map(domain -> returnPaths.rewritten(said, domain)).orElse(said));
            all.computeIfAbsent(written, key -> new ArrayList<>()).add(recipient);
        }
        return all;
    }

    private void take(Mail mail, Optional<String> sender, List<MailAddress> recipients)
            throws IOException, MessagingException {
        Optional<DsnParameters> asked = mail.dsnParameters();
        Instant now = clock.instant();
        NewOutgoingMessage message = new NewOutgoingMessage(
                mail.getName(),
                sender,
                AttributeUtils.getValueAndCastFromMail(mail, Mail.SMTP_AUTH_USER, String.class),
                asked.flatMap(DsnParameters::getRetParameter).map(Enum::name),
                asked.flatMap(DsnParameters::getEnvIdParameter).map(DsnParameters.EnvId::asString),
                now,
                now.plus(settings.schedule().lifetime()),
                recipients.stream()
                        .map(each -> recipient(mail, sender, each, asked))
                        .toList());
        UnattachedBody body = StoredMimeSource.keep(bodies, mail);
        DequeueTransaction.of(mail)
                .ifPresentOrElse(
                        transaction -> outgoing.accept(transaction, message, body),
                        () -> outgoing.accept(message, body));
    }

    private NewOutgoingMessage.Recipient recipient(
            Mail mail, Optional<String> sender, MailAddress address, Optional<DsnParameters> asked) {
        Route route = settings.routes().choose(sender, written(address));
        Optional<RecipientDsnParameters> ofRecipient =
                asked.map(DsnParameters::getRcptParameters).flatMap(all -> Optional.ofNullable(all.get(address)));
        return new NewOutgoingMessage.Recipient(
                written(address),
                ofRecipient.flatMap(RecipientDsnParameters::getNotifyParameter).map(OutgoingEnqueuer::words),
                OriginalRecipients.of(mail, address)
                        .or(() -> ofRecipient
                                .flatMap(RecipientDsnParameters::getOrcptParameter)
                                .map(original -> DsnParameters.RFC_822_PREFIX
                                        + DsnParameters.XText.encode(original.asString()))),
                route.name(),
                route.nextHop().destination(domain(address).toLowerCase(Locale.ROOT)));
    }

    /** As SMTP has it. James keeps an address literal (RFC 5321 4.1.3) without its brackets. */
    private static String written(MailAddress address) {
        return address.getLocalPart() + "@" + domain(address);
    }

    private static String domain(MailAddress address) {
        String domain = address.getDomain().asString();
        return IPV4.matcher(domain).matches() ? "[" + domain + "]" : domain;
    }

    private static String words(Collection<DsnParameters.Notify> all) {
        return all.stream().map(Enum::name).collect(Collectors.joining(","));
    }
}
