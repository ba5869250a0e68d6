// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import com.google.common.collect.ImmutableMap;
import dev.sekisho.store.mail.OriginalRecipients;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.james.core.MaybeSender;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.DsnParameters.EnvId;
import org.apache.mailet.DsnParameters.RecipientDsnParameters;
import org.apache.mailet.DsnParameters.Ret;
import org.apache.mailet.Mail;

/** The envelope of a mail transaction as it grows. Confined to a connection. */
public final class SmtpEnvelope {
    private final MaybeSender sender;
    private final Optional<Ret> ret;
    private final Optional<EnvId> envId;
    private final List<MailAddress> recipients = new ArrayList<>();
    private final Map<MailAddress, RecipientDsnParameters> notices = new LinkedHashMap<>();
    private final Map<MailAddress, String> originals = new LinkedHashMap<>();

    private SmtpEnvelope(MaybeSender sender, Optional<Ret> ret, Optional<EnvId> envId) {
        this.sender = sender;
        this.ret = ret;
        this.envId = envId;
    }

    /** An envelope without recipients, of a MAIL with these parameters. */
    public static SmtpEnvelope of(MaybeSender sender, Map<String, String> parameters) {
        return new SmtpEnvelope(sender, Ret.fromSMTPArgLine(parameters), EnvId.fromSMTPArgLine(parameters));
    }

    /** Adds a recipient, unless it is there. */
    public void add(MailAddress recipient, RcptParameters parameters) {
        if (!recipients.contains(recipient)) {
            recipients.add(recipient);
            parameters.forMailets().ifPresent(notice -> notices.put(recipient, notice));
            parameters.orcpt().ifPresent(original -> originals.put(recipient, original));
        }
    }

    /** The sender of MAIL. */
    public MaybeSender sender() {
        return sender;
    }

    /** The recipients in the order of their RCPT. */
    public List<MailAddress> recipients() {
        return List.copyOf(recipients);
    }

    /** Gives a mail the parameters of RFC 3461 that were said. */
    public void describe(Mail mail) {
        DsnParameters.of(envId, ret, ImmutableMap.copyOf(notices)).ifPresent(mail::setDsnParameters);
        OriginalRecipients.set(mail, originals);
    }
}
