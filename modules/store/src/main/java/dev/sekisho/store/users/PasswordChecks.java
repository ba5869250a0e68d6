// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The checks of credentials that are under way. Who brings the same credentials meanwhile waits for the outcome instead
 * of computing it once more; when it is known nothing of it is kept. Right and wrong credentials, and those of users
 * that do not exist, are treated alike, so that the time a reply takes says nothing about them.
 */
final class PasswordChecks {

    private final ConcurrentHashMap<CredentialFingerprint, CompletableFuture<Boolean>> underWay =
            new ConcurrentHashMap<>();

    /** The outcome of a check, made on this thread unless one of equal credentials is under way; its failure is shared too. */
    boolean outcome(CredentialFingerprint credentials, BooleanSupplier check) {
        CompletableFuture<Boolean> own = new CompletableFuture<>();
        CompletableFuture<Boolean> other = underWay.putIfAbsent(credentials, own);
        return other == null ? make(credentials, check, own) : await(other);
    }

    private boolean make(CredentialFingerprint credentials, BooleanSupplier check, CompletableFuture<Boolean> outcome) {
        try {
            boolean right = check.getAsBoolean();
            outcome.complete(right);
            return right;
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(credentials);
        }
    }

    private static boolean await(CompletableFuture<Boolean> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }
}
