// SPDX-License-Identifier: Apache-2.0
/**
 * Problems of a configuration, and where they are.
 *
 * <p>Here belong positions, severities and the list that gathers problems. Here does not belong what makes something a problem.
 */
package dev.sekisho.config.problem;
