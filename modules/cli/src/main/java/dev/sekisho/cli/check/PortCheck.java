// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.config.SekishoConfiguration;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.ProblemList;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tests every address of the enabled listeners.
 *
 * @param configuration names them
 * @param binding tries them
 * @param owners finds the process that has a port
 */
record PortCheck(SekishoConfiguration configuration, PortBinding binding, PortOwnerFinder owners) {

    private record Denied(ListenerConfiguration listener, int port) {}

    List<Problem> problems() {
        ProblemList problems = new ProblemList();
        List<Denied> denied = new ArrayList<>();
        for (ListenerConfiguration listener : configuration.enabledListeners()) {
            for (InetSocketAddress address : listener.binds()) {
                check(listener, address, denied, problems);
            }
        }
        refuse(denied, problems);
        return Stream.concat(problems.refusals().stream(), problems.warnings().stream())
                .toList();
    }

    private void check(
            ListenerConfiguration listener, InetSocketAddress address, List<Denied> denied, ProblemList problems) {
        String where = "listener " + listener.name();
        switch (binding.attempt(address)) {
            case FREE -> {}
            case DENIED -> denied.add(new Denied(listener, address.getPort()));
            case TAKEN -> taken(listener, address, problems);
            case ELSEWHERE ->
                problems.refuse(
                        listener.position(),
                        where,
                        shown(address) + " is not an address of this machine",
                        "bind to one that is, or to 0.0.0.0");
            case FAILED ->
                problems.refuse(
                        listener.position(),
                        where,
                        shown(address) + " cannot be bound",
                        "bind to another address or port");
        }
    }

    private void taken(ListenerConfiguration listener, InetSocketAddress address, ProblemList problems) {
        String where = "listener " + listener.name();
        Optional<PortOwnerFinder.Owner> owner = owners.of(address.getPort());
        if (owner.filter(owners::isServer).isPresent()) {
            problems.note(listener.position(), where, shown(address) + " is open", "this Sekisho is running");
            return;
        }
        String by = owner.map(process -> "by " + process.name() + ", process " + process.pid())
                .orElse("by a process that this user may not see");
        problems.refuse(
                listener.position(),
                where,
                shown(address) + " is in use " + by,
                "stop it, change <bind>, or move all ports with --port-offset");
    }

    /** One problem for all ports: what is to be done is the same. */
    private static void refuse(List<Denied> denied, ProblemList problems) {
        if (denied.isEmpty()) {
            return;
        }
        String ports = denied.stream()
                .map(each -> String.valueOf(each.port()))
                .distinct()
                .collect(Collectors.joining(", "));
        problems.refuse(
                denied.get(0).listener().position(),
                "",
                "the user " + System.getProperty("user.name") + " has no right to listen on " + ports
                        + ", as ports below 1024 need one",
                """
                do one of these:
                  as root, for all users: sysctl -w net.ipv4.ip_unprivileged_port_start=25 (and in /etc/sysctl.d/ to keep it)
                  in a systemd unit: AmbientCapabilities=CAP_NET_BIND_SERVICE
                  for every program in this Java: setcap cap_net_bind_service=+ep "$(readlink -f "$(command -v java)")"
                  with authbind: authbind --deep bin/sekisho run (IPv4 alone: add -Djava.net.preferIPv4Stack=true)
                  without any right: --port-offset 10000, and have a firewall or a router send 25 to 10025 and so on""");
    }

    private static String shown(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
