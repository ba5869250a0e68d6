// SPDX-License-Identifier: Apache-2.0
/** The classes of hello. */
package dev.sekisho.tls.hello;
