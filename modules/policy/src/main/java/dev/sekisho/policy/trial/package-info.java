// SPDX-License-Identifier: Apache-2.0
/**
 * What a policy would refuse if its values on trial were in force.
 *
 * <p>At each decision the same facts are given to the policy in force and to each policy on trial, which is the one in force with a single
 * stricter value. Not here: what a protocol decides, and where findings are kept.
 */
package dev.sekisho.policy.trial;
