// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.trial;

/**
 * What a value on trial would have refused.
 *
 * @param property the property on trial
 * @param value its value on trial
 * @param reason the refusal, as the log names it
 * @param reply the reply that the client would have got
 */
public record TrialRefusal(String property, String value, String reason, String reply) {}
