// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

/**
 * By which route, and with whom connections are shared.
 *
 * @param route the name of the route
 * @param destination the destination
 */
public record RouteDestination(String route, String destination) {}
