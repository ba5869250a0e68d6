// SPDX-License-Identifier: Apache-2.0
/**
 * James' {@code Mail} as rows: an envelope in JSON, and a body that is read when it is asked for.
 *
 * <p>Shared by the queues and the repositories; no table belongs here.
 */
package dev.sekisho.store.mail;
