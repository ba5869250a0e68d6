// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

/**
 * A stricter value of a property that is on trial: nothing is refused by it; it is noted down who would be.
 *
 * @param name the property, as configurations write it
 * @param value the value on trial, as configurations write it
 * @param inForce the value in force, as configurations write it
 * @param policy the policy in force with this one value laid over; it has nothing on trial itself
 */
public record TriedProperty(String name, String value, String inForce, PortPolicy policy) {
    public TriedProperty {
        if (!policy.trial().isEmpty()) {
            throw new IllegalArgumentException("a policy on trial has nothing on trial, found " + policy.trial());
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return name + " " + value + " (in force: " + inForce + ")";
    }
}
