// SPDX-License-Identifier: Apache-2.0
/** The classes of limit. */
package dev.sekisho.policy.limit;
