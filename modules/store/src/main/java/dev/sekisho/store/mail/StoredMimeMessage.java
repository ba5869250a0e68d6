// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mail;

import javax.mail.MessagingException;
import org.apache.james.server.core.MimeMessageSource;
import org.apache.james.server.core.MimeMessageWrapper;

/**
 * A message of the store. Taking away a header that it does not have leaves it unchanged, and so its body is not written a second time:
 * James demands a mailet that takes {@code Bcc} away from every message, and few have one.
 */
final class StoredMimeMessage extends MimeMessageWrapper {
    StoredMimeMessage(MimeMessageSource source) throws MessagingException {
        super(source);
    }

    @Override
    public void removeHeader(String name) throws MessagingException {
        if (getHeader(name) != null) {
            super.removeHeader(name);
        }
    }
}
