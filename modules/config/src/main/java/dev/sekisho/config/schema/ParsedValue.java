// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import dev.sekisho.config.problem.SourcePosition;

/**
 * A value that was read.
 *
 * @param value the value
 * @param position where it stands
 * @param shown how it stands there, such as {@code <sender>any</sender>}; secrets are left out
 */
public record ParsedValue<T>(T value, SourcePosition position, String shown) {}
