// SPDX-License-Identifier: Apache-2.0
/** The classes of store. */
package dev.sekisho.config.store;
