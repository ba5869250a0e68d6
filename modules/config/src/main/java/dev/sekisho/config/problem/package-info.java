// SPDX-License-Identifier: Apache-2.0
/**
 * Problems of a configuration, and their positions.
 *
 * <p>Here: positions, severities and the list of problems. Not here: the rules that make something a problem.
 */
package dev.sekisho.config.problem;
