// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.ports;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.TriedProperty;
import dev.sekisho.policy.contract.ContractRow;
import dev.sekisho.policy.contract.PortContract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a port would answer if its values on trial were in force, where that is something else. */
final class TriedRows {
    private final List<ContractRow> inForce;
    private final Map<TriedProperty, List<ContractRow>> tried = new LinkedHashMap<>();

    /** Of this policy. */
    TriedRows(PortPolicy policy) {
        inForce = PortContract.of(policy);
        policy.trial().forEach(each -> tried.put(each, PortContract.of(each.policy())));
    }

    /** The answers of one value on trial that are not in force. */
    List<ContractRow> of(TriedProperty property) {
        return tried.getOrDefault(property, List.of()).stream()
                .filter(row -> inForce.stream()
                        .noneMatch(now -> isSame(row, now) && answer(row).equals(answer(now))))
                .toList();
    }

    /** The other answers to what a row in force says, for people; {@code -} where there are none. */
    String beside(ContractRow now) {
        List<String> shown = new ArrayList<>();
        tried.forEach((property, rows) -> besides(rows, now)
                .filter(row -> !answer(row).equals(answer(now)))
                .ifPresent(row -> shown.add(shown(property, row))));
        return shown.isEmpty() ? "-" : String.join(", ", shown);
    }

    /** Answers on trial to what no row in force says. */
    Map<ContractRow, String> alone() {
        Map<ContractRow, String> alone = new LinkedHashMap<>();
        tried.keySet()
                .forEach(property -> of(property).stream()
                        .filter(row -> inForce.stream().noneMatch(now -> covers(row, now)))
                        .forEach(row -> alone.put(row, shown(property, row))));
        return alone;
    }

    private static Optional<ContractRow> besides(List<ContractRow> rows, ContractRow now) {
        return rows.stream()
                .filter(row -> isSame(row, now))
                .findFirst()
                .or(() -> rows.stream().filter(row -> covers(row, now)).findFirst());
    }

    private static boolean isSame(ContractRow row, ContractRow now) {
        return row.state().equals(now.state()) && row.says().equals(now.says());
    }

    /** True if it is about the same, or about a verb with whatever follows it there. */
    private static boolean covers(ContractRow row, ContractRow now) {
        boolean verb = now.says().startsWith(row.says() + " ") || now.says().startsWith(row.says() + ",");
        return isSame(row, now) || (row.state().equals(now.state()) && verb);
    }

    private static String shown(TriedProperty property, ContractRow row) {
        return answer(row) + " (" + property.name() + " " + property.value() + ")";
    }

    private static String answer(ContractRow row) {
        return row.expected().text();
    }
}
