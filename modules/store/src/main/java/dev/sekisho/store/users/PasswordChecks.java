// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The checks of credentials that are under way. Who brings the same credentials meanwhile waits for the outcome instead
 * of computing it once more; when it is known nothing of it is kept. Right and wrong credentials, and those of users
 * that do not exist, are treated alike, so that the time a reply takes says nothing about them.
 *
 * @param <T> an outcome
 */
final class PasswordChecks<T> {

    private final ConcurrentHashMap<CredentialFingerprint, CompletableFuture<T>> underWay = new ConcurrentHashMap<>();

    /** The outcome of a check, made on this thread unless one of equal credentials is under way; its failure is shared too. */
    T outcome(CredentialFingerprint credentials, Supplier<T> check) {
        CompletableFuture<T> own = new CompletableFuture<>();
        CompletableFuture<T> other = underWay.putIfAbsent(credentials, own);
        return other == null ? make(credentials, check, own) : await(other);
    }

    private T make(CredentialFingerprint credentials, Supplier<T> check, CompletableFuture<T> outcome) {
        try {
            T matching = check.get();
            outcome.complete(matching);
            return matching;
        } catch (RuntimeException | Error e) {
            outcome.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(credentials);
        }
    }

    private static <T> T await(CompletableFuture<T> outcome) {
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
