// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.reply;

import java.util.concurrent.CompletionException;

/** Carries a {@link DeliveryFailure} through the futures of a session; the package's results are values again. */
public final class DeliveryFailureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DeliveryFailure failure;

    public DeliveryFailureException(DeliveryFailure failure) {
        super(failure.text(), null, false, false);
        this.failure = failure;
    }

    /** The failure behind a failure; a fault of our own is one too, so that no message is lost to it. */
    public static DeliveryFailure of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof DeliveryFailureException known
                ? known.failure
                : new DeliveryFailure.Broken("a fault: " + cause);
    }
}
