// SPDX-License-Identifier: Apache-2.0
/** The classes of james. */
package dev.sekisho.config.james;
