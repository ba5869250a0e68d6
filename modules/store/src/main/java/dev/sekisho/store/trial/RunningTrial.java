// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.trial;

/**
 * A value that a listener has on trial.
 *
 * @param listener the listener's name
 * @param property the property
 * @param value its value on trial
 */
public record RunningTrial(String listener, String property, String value) {}
