// SPDX-License-Identifier: Apache-2.0
/** The classes of client. */
package dev.sekisho.tls.client;
