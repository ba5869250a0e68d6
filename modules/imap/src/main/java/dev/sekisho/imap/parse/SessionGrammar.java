// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.command.SessionCommand;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of the commands on the session. */
final class SessionGrammar {
    /** RFC 2971 3.3. */
    private static final int FIELDS = 30;

    private SessionGrammar() {}

    /** RFC 2971 4. */
    static SessionCommand.Id id(Tokens tokens) throws SyntaxException {
        Cursor cursor = tokens.cursor();
        cursor.blank();
        Map<String, String> fields = new LinkedHashMap<>();
        if (cursor.takeWord("NIL")) {
            return new SessionCommand.Id(fields);
        }
        cursor.expect('(');
        int count = 0;
        while (!cursor.take(')')) {
            if (count > 0) {
                cursor.blank();
            }
            if (++count > FIELDS) {
                throw cursor.unexpected("at most " + FIELDS + " fields");
            }
            String field = tokens.string();
            cursor.blank();
            tokens.nstring().ifPresent(value -> fields.put(field, value));
        }
        return new SessionCommand.Id(fields);
    }

    /** RFC 9051 6.2.2, RFC 4959 3. */
    static SessionCommand.Authenticate authenticate(Tokens tokens) throws SyntaxException {
        Cursor cursor = tokens.cursor();
        cursor.blank();
        String mechanism = cursor.atom("a mechanism");
        if (!cursor.take(' ') || cursor.atEnd()) {
            return new SessionCommand.Authenticate(mechanism, Optional.empty());
        }
        byte[] response = cursor.run(Octets::isAtom, "a response in base64");
        return new SessionCommand.Authenticate(
                mechanism, Optional.of(new String(response, StandardCharsets.ISO_8859_1)));
    }

    static SessionCommand.Login login(Tokens tokens) throws SyntaxException {
        tokens.cursor().blank();
        String user = tokens.astring("a user name");
        tokens.cursor().blank();
        return new SessionCommand.Login(user, tokens.astring("a password"));
    }

    /** RFC 5161 4. */
    static SessionCommand.Enable enable(Tokens tokens) throws SyntaxException {
        List<String> capabilities = new ArrayList<>();
        do {
            tokens.cursor().blank();
            capabilities.add(tokens.cursor().atom("a capability"));
        } while (tokens.cursor().peek() == ' ' && tokens.cursor().peekSecond() != Cursor.END);
        return new SessionCommand.Enable(capabilities);
    }

    /** RFC 4978 5. */
    static SessionCommand.Compress compress(Tokens tokens) throws SyntaxException {
        tokens.cursor().blank();
        return new SessionCommand.Compress(tokens.cursor().atom("an algorithm"));
    }
}
