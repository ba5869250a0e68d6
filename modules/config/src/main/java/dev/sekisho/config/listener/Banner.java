// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.listener;

import java.util.Optional;

/**
 * How a listener greets.
 *
 * @param hostName the name it greets with
 * @param text what SMTP's banner says behind the name; empty means the server's own
 */
public record Banner(String hostName, Optional<String> text) {}
