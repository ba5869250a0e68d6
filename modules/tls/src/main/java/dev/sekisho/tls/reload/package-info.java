// SPDX-License-Identifier: Apache-2.0
/** The classes of reload. */
package dev.sekisho.tls.reload;
