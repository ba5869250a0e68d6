// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.imap.session.ImapListenerSettings;
import dev.sekisho.server.login.ClientMechanisms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What CAPABILITY lists (RFC 9051 7.2.2): what the policy has in a session's state, as far as this listener serves it. */
public final class Capabilities {
    private final boolean compress;
    private final Set<String> unlisted;
    private final int messageLimit;

    Capabilities(ImapListenerSettings listener) {
        this.unlisted = listener.unlisted();
        this.compress = listener.limits().compress();
        this.messageLimit = listener.limits().message();
    }

    /** In the state that a session is in. */
    List<String> of(ImapContext session) {
        List<String> served = new ArrayList<>();
        List<String> mechanisms = offered(session).names();
        for (String name : session.checkpoint().capabilities(session.session().state(), mechanisms)) {
            if (isListed(name)) {
                served.add(name.startsWith("APPENDLIMIT=") ? "APPENDLIMIT=" + messageLimit : name);
            }
        }
        return served;
    }

    /** By what the client of a session may log in. */
    static ClientMechanisms offered(ImapContext session) {
        ImapListenerSettings listener = session.listener();
        return new ClientMechanisms(
                listener.mechanisms(), listener.policy(), listener.identity().hostName(), session.connection());
    }

    private boolean isListed(String name) {
        return (compress || !name.equals("COMPRESS=DEFLATE")) && !unlisted.contains(name.toUpperCase(Locale.ROOT));
    }
}
