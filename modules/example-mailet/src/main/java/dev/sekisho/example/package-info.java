// SPDX-License-Identifier: Apache-2.0
/** A worked example of an extension: one mailet, one matcher, nothing else. */
@NullMarked
package dev.sekisho.example;

import org.jspecify.annotations.NullMarked;
