// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * Adds a header field to every message that comes by.
 *
 * <pre>{@code
 * <mailet match="All" class="dev.sekisho.example.AddHeader">
 *   <name>X-Seen-By</name>
 *   <value>our checkpoint</value>
 * </mailet>
 * }</pre>
 *
 * One object serves all messages, several at once: what {@link #init()} sets is not changed after it.
 */
public final class AddHeader extends GenericMailet {
    private String name = "";
    private String value = "";

    /** Reads the settings; a missing one, or one that would break the header, refuses the start. */
    @Override
    public void init() throws MessagingException {
        name = setting("name");
        value = setting("value");
        // RFC 5322 2.2: a field name is printable US-ASCII without a colon.
        if (!name.matches("[!-9;-~]+")) {
            throw new MessagingException("AddHeader: <name>" + name
                    + "</name> is no name of a header field; use letters, digits and hyphens");
        }
        if (!value.matches("[ -~]+")) {
            throw new MessagingException(
                    "AddHeader: <value> has a line break or a character that is not US-ASCII; use printable US-ASCII");
        }
    }

    private String setting(String element) throws MessagingException {
        String text = getInitParameter(element);
        if (text == null || text.isBlank()) {
            throw new MessagingException("AddHeader: <" + element + "> is missing; write it inside <mailet class=\""
                    + getClass().getName() + "\">");
        }
        return text.strip();
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        MimeMessage message = mail.getMessage();
        message.addHeader(name, value);
        message.saveChanges();
    }
}
