// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mailet;

import com.google.common.collect.ImmutableMap;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import dev.sekisho.store.mail.ForwardedRecipients;
import dev.sekisho.store.mail.OriginalRecipients;
import dev.sekisho.store.senders.SrsRewriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.lifecycle.api.LifecycleUtil;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.api.RecipientRewriteTable.ErrorMappingException;
import org.apache.james.rrt.api.RecipientRewriteTableException;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Puts the addresses that aliases, forwards and groups stand for in place of the recipients. Unlike James' mailet of this purpose it
 * sends nothing by itself: local and remote addresses alike stay recipients of the message, which is delivered or kept as a whole, so a
 * failure on the way to one of them loses none.
 *
 * <p>Recipients that cannot be rewritten, because their mappings make a circle or refuse, go to the processor that the parameter {@code
 * errorProcessor} names.
 */
public final class RewriteRecipients extends GenericMailet {
    private final RecipientRewriteTable rewriting;
    private final SrsRewriter returnPaths;
    private String errorProcessor = Mail.ERROR;

    /** Rewrites by this table; notices go back to whom the rewritten senders of forwarded mail stand for. */
    @Inject
    public RewriteRecipients(RecipientRewriteTable rewriting, SrsRewriter returnPaths) {
        this.rewriting = rewriting;
        this.returnPaths = returnPaths;
    }

    @Override
    public void init() {
        errorProcessor = getInitParameter("errorProcessor", Mail.ERROR);
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        Map<MailAddress, List<MailAddress>> rewritten = new LinkedHashMap<>();
        List<MailAddress> refused = new ArrayList<>();
        for (MailAddress recipient : mail.getRecipients()) {
            resolve(mail, recipient)
                    .ifPresentOrElse(found -> rewritten.put(recipient, found), () -> refused.add(recipient));
        }
        if (!refused.isEmpty()) {
            handOver(mail, refused);
        }
        Set<MailAddress> recipients = new LinkedHashSet<>();
        rewritten.values().forEach(recipients::addAll);
        tell(mail, rewritten);
        carryNotices(mail, rewritten);
        markForwarded(mail, rewritten);
        mail.setRecipients(recipients);
        if (recipients.isEmpty()) {
            mail.setState(Mail.GHOST);
        }
    }

    private static void tell(Mail mail, Map<MailAddress, List<MailAddress>> rewritten) {
        rewritten.forEach((recipient, targets) -> {
            if (!targets.equals(List.of(recipient))) {
                LogLineBuilder.of(LogEvent.REWRITTEN)
                        .with(LogKey.ID, mail.getName())
                        .with(LogKey.TO, recipient.asString())
                        .with(
                                LogKey.INTO,
                                targets.stream().map(MailAddress::asString).toList())
                        .tell();
            }
        });
    }

    /** What the sender did not name is forwarded for the domain that it stands for, but not where the sender named it too. */
    private static void markForwarded(Mail mail, Map<MailAddress, List<MailAddress>> rewritten) {
        Map<MailAddress, Domain> forwarded = new LinkedHashMap<>();
        rewritten.forEach((recipient, targets) -> targets.forEach(target -> {
            if (!target.equals(recipient)) {
                forwarded.putIfAbsent(target, recipient.getDomain());
            }
        }));
        rewritten.forEach((recipient, targets) -> {
            if (targets.contains(recipient)) {
                forwarded.remove(recipient);
                ForwardedRecipients.of(mail, recipient).ifPresent(domain -> forwarded.put(recipient, domain));
            }
        });
        ForwardedRecipients.set(mail, forwarded);
    }

    /** What an address stands for, itself if it stands for nothing else; empty if that is unknown. */
    private Optional<List<MailAddress>> resolve(Mail mail, MailAddress recipient) throws MessagingException {
        try {
            if (SrsRewriter.looksLikeOne(recipient)) {
                Optional<MailAddress> original = returnPaths.original(recipient);
                if (original.isPresent() && mail.getMaybeSender().isNullSender()) {
                    return original.map(List::of);
                }
            }
            List<MailAddress> found = rewriting
                    .getResolvedMappings(recipient.getLocalPart(), recipient.getDomain())
                    .asStream()
                    .map(mapping -> mapping.appendDomainIfNone(recipient::getDomain))
                    .map(Mapping::asMailAddress)
                    .flatMap(Optional::stream)
                    .toList();
            return Optional.of(found.isEmpty() ? List.of(recipient) : found);
        } catch (ErrorMappingException refusedOrCircular) {
            return Optional.empty();
        } catch (RecipientRewriteTableException e) {
            throw new MessagingException("the rewriting of " + recipient.asString() + " cannot be read", e);
        }
    }

    private void handOver(Mail mail, List<MailAddress> refused) throws MessagingException {
        MailImpl part = MailImpl.duplicate(mail);
        try {
            part.setRecipients(refused);
            part.setState(errorProcessor);
            getMailetContext().sendMail(part);
            MailetLog.moved(part, mail.getState(), "rewriting-refused");
        } finally {
            LifecycleUtil.dispose(part);
        }
    }

    /**
     * What a sender asked of a recipient (RFC 3461 4) holds for those it stands for. Where several stand for one, all that was asked of them
     * does, and what is told where nothing was asked.
     */
    private static void carryNotices(Mail mail, Map<MailAddress, List<MailAddress>> rewritten) {
        Map<MailAddress, String> originals = new LinkedHashMap<>();
        rewritten.forEach((recipient, targets) -> OriginalRecipients.of(mail, recipient)
                .ifPresent(original -> targets.forEach(target -> originals.putIfAbsent(target, original))));
        OriginalRecipients.set(mail, originals);
        Optional<DsnParameters> given = mail.dsnParameters();
        if (given.isEmpty()) {
            return;
        }
        Map<MailAddress, DsnRequest> asked = new LinkedHashMap<>();
        rewritten.forEach((recipient, targets) -> targets.forEach(target -> asked.merge(
                target, DsnRequest.of(given.get().getRcptParameters().get(recipient)), DsnRequest::and)));
        Map<MailAddress, RecipientDsnParameters> carried = new LinkedHashMap<>();
        asked.forEach((target, notices) -> notices.parameters().ifPresent(each -> carried.put(target, each)));
        DsnParameters.of(given.get().getEnvIdParameter(), given.get().getRetParameter(), ImmutableMap.copyOf(carried))
                .ifPresent(mail::setDsnParameters);
    }

    @Override
    public String getMailetInfo() {
        return "Sekisho's rewriting of recipients";
    }
}
