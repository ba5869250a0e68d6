// SPDX-License-Identifier: Apache-2.0
/** The classes of identity. */
package dev.sekisho.tls.identity;
