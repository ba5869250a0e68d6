// SPDX-License-Identifier: Apache-2.0
/** The classes of diagnostics. */
package dev.sekisho.policy.diagnostics;
