// SPDX-License-Identifier: Apache-2.0
/** The classes of sasl. */
package dev.sekisho.server.sasl;
