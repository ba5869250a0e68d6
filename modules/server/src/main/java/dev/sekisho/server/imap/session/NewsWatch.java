// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.server.transport.ClientConnection;
import org.jspecify.annotations.Nullable;

/**
 * Has a session look for changes while its client waits for them: IDLE and NOTIFY. News that come while it looks, or while a command is
 * carried out, are looked at afterwards. Confined to the connection's event loop, but for {@link #wake}.
 */
public final class NewsWatch {
    private final ClientConnection connection;
    private final IdleKeepAlive keepAlive;
    private @Nullable Runnable look;
    private @Nullable Runnable betweenCommands;
    private boolean busy;
    private boolean again;

    NewsWatch(ClientConnection connection) {
        this.connection = connection;
        this.keepAlive = new IdleKeepAlive(connection::schedule, this::tellStillHere);
    }

    /** What tells a client in IDLE that the server is there. */
    public IdleKeepAlive keepAlive() {
        return keepAlive;
    }

    /** Not between the responses of a look, and not to a client that takes nothing: its silence counts. */
    private void tellStillHere() {
        if (!busy && connection.taken()) {
            connection.line("* OK Still here");
            connection.excuseSilence();
        }
    }

    /** There may be news. For any thread; does not block. */
    public void wake() {
        connection.execute(this::news);
    }

    private void news() {
        again = true;
        next();
    }

    /** From now on, looks whenever there may be news, and once now. @param action looks, and calls {@link #resume} when it has */
    public void begin(Runnable action) {
        look = action;
        again = true;
        next();
    }

    /** From now on, looks between commands too. @param action as that of {@link #begin}; null for no more */
    public void lookBetweenCommands(@Nullable Runnable action) {
        betweenCommands = action;
        end();
    }

    /** Looks no more, or between commands alone. */
    public void end() {
        look = betweenCommands;
        again = look != null;
        next();
    }

    /** Looks no more at all. */
    public void close() {
        betweenCommands = null;
        look = null;
        again = false;
    }

    /** A command is carried out; nothing is told beside its answer. */
    public void pause() {
        busy = true;
    }

    /** A command was carried out, or a look was taken. */
    public void resume() {
        busy = false;
        next();
    }

    private void next() {
        Runnable action = look;
        if (action != null && again && !busy && connection.open()) {
            again = false;
            busy = true;
            connection.whenWritable(action);
        }
    }
}
