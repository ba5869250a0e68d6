// SPDX-License-Identifier: Apache-2.0
/** The classes of relay. */
package dev.sekisho.config.relay;
