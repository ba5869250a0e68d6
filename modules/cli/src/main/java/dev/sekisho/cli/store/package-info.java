// SPDX-License-Identifier: Apache-2.0
/** Commands on the whole store: backup, restore, check, migration to PostgreSQL. The store does the work; here are arguments and output. */
package dev.sekisho.cli.store;
