// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.server.transport.ClientConnection;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Has a login checked by a worker, again for as long as it has to wait for others, and its result given when it is due. The client's input
 * waits meanwhile, and no worker does. Confined to a connection.
 *
 * @param <T> what the check yields
 */
public final class LoginTurn<T> {
    private static final Duration BETWEEN = Duration.ofMillis(150);
    /** Half a minute in all. */
    private static final int MOST_TRIES = 200;

    private final ClientConnection connection;
    private final Callable<T> check;
    private final Function<T, LoginResult> result;
    private final Consumer<T> then;
    private final Consumer<Throwable> failed;
    private int tries;

    /**
     * @param check done by a worker
     * @param result the login's result in what the check yields
     * @param then follows the check, on the event loop
     * @param failed follows a failure of the check instead
     */
    public LoginTurn(
            ClientConnection connection,
            Callable<T> check,
            Function<T, LoginResult> result,
            Consumer<T> then,
            Consumer<Throwable> failed) {
        this.connection = connection;
        this.check = check;
        this.result = result;
        this.then = then;
        this.failed = failed;
    }

    /** Begins. */
    public void take() {
        connection.offload(check, this::checked, failed);
    }

    private void checked(T outcome) {
        tries++;
        LoginResult found = result.apply(outcome);
        if (found.waits() && tries < MOST_TRIES) {
            connection.offloadAfter(BETWEEN, check, this::checked, failed);
        } else if (found.delay().isZero()) {
            then.accept(outcome);
        } else {
            connection.offloadAfter(found.delay(), () -> outcome, then, failed);
        }
    }
}
