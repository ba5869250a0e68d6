// SPDX-License-Identifier: Apache-2.0
/** The classes of tls. */
package dev.sekisho.config.tls;
