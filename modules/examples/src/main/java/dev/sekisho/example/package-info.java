// SPDX-License-Identifier: Apache-2.0
/**
 * Worked examples of each way to extend the server: a mailet, a matcher, a Guice module, a mailbox listener, a hook, an SMTP command, a SASL
 * mechanism, and an application with its own {@code main}. docs/extending.md explains them.
 */
package dev.sekisho.example;
