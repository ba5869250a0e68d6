// SPDX-License-Identifier: Apache-2.0
/**
 * What a port promises, row by row, as it follows from its policy: the rows are made by asking the decision functions that the server
 * asks. Each row carries the steps that provoke it, so that it can be read by people and proved against a live port.
 *
 * <p>Sockets, printing and proving belong elsewhere.
 */
package dev.sekisho.policy.contract;
