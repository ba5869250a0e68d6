// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import java.util.OptionalInt;

/**
 * Settings from outside the files, which override them.
 *
 * @param portOffset added to every port; empty means that of {@code sekisho.xml}
 */
public record ConfigurationOverrides(OptionalInt portOffset) {
    /** Nothing: the files alone hold. */
    public static final ConfigurationOverrides NONE = new ConfigurationOverrides(OptionalInt.empty());

    /** Another port offset. */
    public static ConfigurationOverrides ofPortOffset(int offset) {
        return new ConfigurationOverrides(OptionalInt.of(offset));
    }
}
