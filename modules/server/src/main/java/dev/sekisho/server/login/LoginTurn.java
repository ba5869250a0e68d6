// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.server.transport.ClientConnection;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Has a login checked when its turn comes, again for as long as it has to wait for others, and its result given when it is due. The client's input
 * waits meanwhile, and no worker does. Confined to a connection.
 */
final class LoginTurn {
    private final LoginChecker checker;
    private final ClientConnection connection;
    private final LoginAttempt attempt;
    private final Consumer<LoginResult> then;
    private final Consumer<Throwable> failed;
    private final WaitingTime waiting = new WaitingTime();

    /**
     * @param then follows the check, on the event loop
     * @param failed follows a failure of the check instead
     */
    LoginTurn(
            LoginChecker checker,
            ClientConnection connection,
            LoginAttempt attempt,
            Consumer<LoginResult> then,
            Consumer<Throwable> failed) {
        this.checker = checker;
        this.connection = connection;
        this.attempt = attempt;
        this.then = then;
        this.failed = failed;
    }

    /** Begins. */
    void take() {
        connection.offload(this::atOnce, this::tried, failed);
    }

    /**
     * What a worker has found.
     *
     * @param result the result, if it took no derivation
     * @param turn who makes the derivation otherwise
     */
    private record Look(Optional<LoginResult> result, Optional<Executor> turn) {}

    private Look atOnce() {
        return checker.isCheap(attempt)
                ? new Look(Optional.of(checker.login(attempt)), Optional.empty())
                : new Look(Optional.empty(), Optional.of(checker.turn(attempt)));
    }

    private void tried(Look look) {
        look.result().ifPresent(this::checked);
        look.turn().ifPresent(this::derive);
    }

    private void derive(Executor turn) {
        connection.offload(
                turn,
                () -> connection.connected() ? checker.login(attempt) : new LoginResult.Unavailable(),
                this::checked,
                this::notChecked);
    }

    private void notChecked(Throwable failure) {
        if (failure instanceof RejectedExecutionException tooMany) {
            then.accept(LoginChecker.unavailable(attempt, tooMany, "too many logins wait"));
        } else {
            failed.accept(failure);
        }
    }

    private void checked(LoginResult result) {
        if (result.waits() && waiting.isLeft(checker.ended())) {
            connection.offloadAfter(WaitingTime.BETWEEN, this::atOnce, this::tried, failed);
        } else if (result.delay().isZero()) {
            then.accept(result);
        } else {
            connection.offloadAfter(result.delay(), () -> result, then, failed);
        }
    }
}
