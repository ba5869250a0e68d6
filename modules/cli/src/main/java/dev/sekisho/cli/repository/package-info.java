// SPDX-License-Identifier: Apache-2.0
/**
 * {@code sekisho repository}: the mail that a processor has put aside, and what the operator may do with it.
 */
package dev.sekisho.cli.repository;
