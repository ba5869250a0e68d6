// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.command;

import dev.sekisho.policy.pop3.Pop3Decision;
import dev.sekisho.policy.pop3.Pop3Verb;
import dev.sekisho.server.pop3.session.Pop3Context;
import dev.sekisho.server.pop3.session.Pop3ListenerSettings;
import dev.sekisho.server.pop3.session.Pop3ReplyWriter;
import java.util.EnumMap;
import java.util.Map;

/** Has each command decided by the policy, and gives what is allowed to the handler of its verb. One for all sessions of a listener. */
public final class Pop3CommandDispatcher {
    private final Map<Pop3Verb, Pop3CommandHandler> handlers = new EnumMap<>(Pop3Verb.class);

    public Pop3CommandDispatcher(Pop3ListenerSettings listener) {
        for (Pop3Verb verb : Pop3Verb.values()) {
            handlers.put(verb, handler(verb, listener));
        }
    }

    private static Pop3CommandHandler handler(Pop3Verb verb, Pop3ListenerSettings listener) {
        return switch (verb) {
            case CAPA -> new CapaCommand(listener.mechanisms());
            case STLS -> new StlsCommand();
            case USER -> new UserCommand();
            case PASS -> new PassCommand();
            case APOP -> new ApopCommand();
            case AUTH -> new AuthCommand(listener.mechanisms());
            case QUIT -> new QuitCommand();
            case STAT -> new StatCommand();
            case LIST -> ListCommand.ofSizes();
            case UIDL -> ListCommand.ofUniqueIds();
            case RETR -> new RetrCommand();
            case TOP -> new TopCommand();
            case DELE -> new DeleCommand();
            case NOOP -> new NoopCommand();
            case RSET -> new RsetCommand();
            case UNKNOWN -> new UnservedCommand();
        };
    }

    /** Takes a line that is a command. */
    public void take(Pop3Context session, String line) {
        int space = line.indexOf(' ');
        Pop3Verb verb = Pop3Verb.of((space < 0 ? line : line.substring(0, space)).strip());
        Pop3CommandHandler handler = handlers.get(verb);
        if (handler == null) {
            throw new IllegalStateException("every verb has a handler, found none of " + verb);
        }
        String raw = space < 0 ? "" : line.substring(space + 1);
        String argument = handler.keepsBlanks() ? raw : raw.strip();
        if (line.length() + 2 > handler.lineLimit()) {
            session.replies().error(Pop3ReplyWriter.TOO_LONG);
            return;
        }
        handler.beforeDecision(session);
        Pop3Decision decision = session.checkpoint().decide(session.state(), verb, !argument.isEmpty());
        if (decision instanceof Pop3Decision.Refuse refuse) {
            handler.refused(session, argument, refuse.reason());
        } else {
            handler.carryOut(session, argument);
        }
    }
}
