// SPDX-License-Identifier: Apache-2.0
/**
 * Mail on its way out: the mailet that takes it over, and the whole of what sends it.
 *
 * <p>Here belongs what the server and {@code mailetcontainer.xml} see. How a message travels is in the packages below.
 */
package dev.sekisho.relay;
