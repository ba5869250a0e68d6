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
import java.util.stream.Collectors;

/** What a port would answer if its values on trial were in force, where that is something else. */
final class TriedRows {
    private final Map<TriedProperty, List<ContractRow>> rows = new LinkedHashMap<>();

    /** Of this policy. */
    TriedRows(PortPolicy policy) {
        policy.trial().forEach(tried -> rows.put(tried, PortContract.of(tried.policy())));
    }

    /** The other answers to a row. */
    Map<TriedProperty, String> beside(ContractRow inForce) {
        Map<TriedProperty, String> others = new LinkedHashMap<>();
        rows.forEach((tried, all) -> all.stream()
                .filter(row -> row.state().equals(inForce.state()) && row.says().equals(inForce.says()))
                .map(row -> row.expected().text())
                .filter(text -> !text.equals(inForce.expected().text()))
                .findFirst()
                .ifPresent(text -> others.put(tried, text)));
        return others;
    }

    /** The same for people; {@code -} where there are none. */
    String shownBeside(ContractRow inForce) {
        List<String> shown = new ArrayList<>();
        beside(inForce).forEach((tried, text) -> shown.add(text + " (" + tried.name() + " " + tried.value() + ")"));
        return shown.isEmpty() ? "-" : shown.stream().collect(Collectors.joining(", "));
    }
}
