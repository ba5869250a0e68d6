// SPDX-License-Identifier: Apache-2.0
/** The classes of schema. */
package dev.sekisho.store.sql.schema;
