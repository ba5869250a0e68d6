// SPDX-License-Identifier: Apache-2.0
/** The classes of pin. */
package dev.sekisho.config.pin;
