// SPDX-License-Identifier: Apache-2.0
/** What every database promises, and what each engine refuses. */
package dev.sekisho.store.sql;
