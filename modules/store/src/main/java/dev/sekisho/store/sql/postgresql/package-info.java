// SPDX-License-Identifier: Apache-2.0
/** The classes of postgresql. */
package dev.sekisho.store.sql.postgresql;
