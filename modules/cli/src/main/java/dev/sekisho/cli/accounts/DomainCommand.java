// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sekisho.cli.CommandFault;
import dev.sekisho.cli.ExitCodes;
import dev.sekisho.cli.HomeOption;
import dev.sekisho.cli.Json;
import dev.sekisho.cli.OpenedStore;
import dev.sekisho.cli.Terminal;
import dev.sekisho.store.Store;
import dev.sekisho.store.domains.DomainChange;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.james.core.Domain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Local domains: add, list, default, remove. */
@Command(name = "domain", description = "The domains whose mail is delivered here.", mixinStandardHelpOptions = true)
public final class DomainCommand {
    private final Terminal terminal;

    /** Commands that write there. */
    public DomainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "add",
            description = "Makes a domain local; the first one becomes the default.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "DOMAIN", description = "such as example.org") String name) {
        return change(home, name, "added", domain -> store -> store.domains().add(domain));
    }

    @Command(
            name = "default",
            description = "Makes a local domain the one that completes addresses without a domain.",
            mixinStandardHelpOptions = true)
    int makeDefault(
            @Mixin HomeOption home, @Parameters(paramLabel = "DOMAIN", description = "a local one") String name) {
        return change(
                home, name, "default is now", domain -> store -> store.domains().makeDefault(domain));
    }

    @Command(
            name = "remove",
            description = "Ends a domain's being local; it must have no users and aliases left.",
            mixinStandardHelpOptions = true)
    int remove(@Mixin HomeOption home, @Parameters(paramLabel = "DOMAIN", description = "a local one") String name) {
        return change(home, name, "removed", domain -> store -> store.domains().remove(domain));
    }

    @Command(name = "list", description = "All local domains.", mixinStandardHelpOptions = true)
    int list(@Mixin HomeOption home, @Option(names = "--json", description = "for programs") boolean json) {
        record Found(List<Domain> all, Optional<Domain> first) {}
        Found found = OpenedStore.with(
                home.home(),
                store -> new Found(store.domains().list(), store.domains().defaultDomain()));
        if (json) {
            ArrayNode array = Json.array();
            found.all()
                    .forEach(domain -> array.addObject()
                            .put("name", domain.asString())
                            .put("default", Optional.of(domain).equals(found.first())));
            terminal.out().println(Json.text(array));
        } else {
            found.all()
                    .forEach(domain -> terminal.out()
                            .println(domain.asString()
                                    + (Optional.of(domain).equals(found.first()) ? "  (default)" : "")));
        }
        return ExitCodes.OK;
    }

    private int change(
            HomeOption home, String name, String words, Function<Domain, Function<Store, DomainChange>> work) {
        Domain domain = Names.domain(name);
        DomainChange change = OpenedStore.with(home.home(), work.apply(domain));
        String fault = switch (change) {
            case DONE -> "";
            case ALREADY_EXISTS -> "is a local domain already";
            case UNKNOWN_DOMAIN -> "is not a local domain; 'domain list' shows them";
            case IN_USE -> "still has users or aliases; remove them first";
        };
        if (!fault.isEmpty()) {
            throw new CommandFault(ExitCodes.FAILED, domain.asString() + ": " + fault);
        }
        terminal.out().println(words + " " + domain.asString());
        return ExitCodes.OK;
    }
}
