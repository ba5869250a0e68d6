// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.base.GenericRecipientMatcher;

/**
 * Matches the recipients whose local part ends in a tag: {@code RecipientHasTag=orders} matches {@code shop+orders@example.org}.
 *
 * <p>A message to several recipients is split in two by it: those that match go through the mailet, the others go past it.
 */
public final class RecipientHasTag extends GenericRecipientMatcher {
    private String ending = "";

    /** Reads the tag, which stands behind the equals sign of {@code match}. */
    @Override
    public void init() throws MessagingException {
        String tag = getCondition();
        if (tag == null || tag.isBlank()) {
            throw new MessagingException("RecipientHasTag: the tag is missing; write match=\"RecipientHasTag=orders\"");
        }
        ending = "+" + tag.strip();
    }

    @Override
    public boolean matchRecipient(MailAddress recipient) {
        return recipient.getLocalPart().endsWith(ending);
    }
}
