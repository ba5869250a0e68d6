// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.accounts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.diagnostics.EscapedText;
import dev.sekisho.policy.diagnostics.ParseResult;
import dev.sekisho.store.Store;
import dev.sekisho.store.domains.DomainChangeResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.james.core.Domain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Local domains: add, list, default, remove. */
@Command(
        name = "domain",
        description = "Local domains, whose mail is delivered on this server.",
        mixinStandardHelpOptions = true)
public final class DomainCommand {
    private final Terminal terminal;

    /** Commands that write there. */
    public DomainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "add",
            description = "Makes a domain local. The first domain becomes the default.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "DOMAIN", description = "such as example.org") String name) {
        Domain domain = TypedAddress.domain(terminal, name);
        int exit = change(home, "added", domain, store -> store.domains().add(domain));
        if (CommandStore.with(home.home(), store -> store.domains().list()).size() == 2) {
            terminal.err()
                    .println(
                            "note: a user name without a domain logs nobody in any more, since there are two local domains;"
                                    + " <login-domain> in a listener's policy completes it");
        }
        return exit;
    }

    @Command(
            name = "default",
            description = "Makes a local domain the default, which completes addresses without a domain.",
            mixinStandardHelpOptions = true)
    int makeDefault(
            @Mixin HomeOption home, @Parameters(paramLabel = "DOMAIN", description = "a local domain") String name) {
        Domain domain = TypedAddress.domain(terminal, name);
        return change(home, "default is now", domain, store -> store.domains().makeDefault(domain));
    }

    @Command(
            name = "remove",
            description = "Removes a local domain. It must have no users and aliases.",
            mixinStandardHelpOptions = true)
    int remove(@Mixin HomeOption home, @Parameters(paramLabel = "DOMAIN", description = "a local domain") String name) {
        Domain domain = asItStands(home, name).orElseGet(() -> TypedAddress.domain(terminal, name));
        return change(home, "removed", domain, store -> store.domains().remove(domain));
    }

    @Command(name = "list", description = "Lists the local domains.", mixinStandardHelpOptions = true)
    int list(@Mixin HomeOption home, @Option(names = "--json", description = "print JSON, for programs") boolean json) {
        record Found(List<Domain> all, Optional<Domain> first) {}
        Found found = CommandStore.with(
                home.home(),
                store -> new Found(store.domains().list(), store.domains().defaultDomain()));
        if (json) {
            ArrayNode array = JsonOutput.array();
            found.all()
                    .forEach(domain -> array.addObject()
                            .put("name", domain.asString())
                            .put("unicodeName", forPeople(domain))
                            .put("default", Optional.of(domain).equals(found.first()))
                            .put("fault", fault(domain).orElse(null)));
            terminal.out().println(JsonOutput.text(array));
        } else {
            found.all()
                    .forEach(domain -> terminal.out()
                            .println(described(domain)
                                    + (Optional.of(domain).equals(found.first()) ? "  (default)" : "")
                                    + fault(domain).map(DomainCommand::warning).orElse("")));
        }
        return ExitCodes.OK;
    }

    private static String described(Domain domain) {
        String name = EscapedText.text(domain.asString());
        String forPeople = forPeople(domain);
        return forPeople.equals(name) ? name : name + "  " + forPeople;
    }

    private static String forPeople(Domain domain) {
        return DomainName.parse(domain.asString())
                .map(DomainName::forPeople)
                .orElse(EscapedText.text(domain.asString()));
    }

    /** Why no mail comes for a domain that an earlier version or another program made local. */
    private static Optional<String> fault(Domain domain) {
        ParseResult<DomainName> reading = DomainName.read(domain.asString());
        if (reading instanceof ParseResult.Rejected<DomainName> refused) {
            return Optional.of("it " + refused.fault());
        }
        return reading.toOptional()
                .filter(name -> !name.text().equals(domain.asString()))
                .map(name -> "in SMTP it is " + name);
    }

    private static String warning(String fault) {
        return "  (no mail comes for it: " + fault + "; remove it with 'domain remove')";
    }

    /** What earlier versions took can be removed in the spelling that it has. */
    private static Optional<Domain> asItStands(HomeOption home, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return CommandStore.with(home.home(), store -> store.domains().list()).stream()
                .filter(domain -> domain.asString().equals(lower))
                .findFirst();
    }

    private int change(HomeOption home, String words, Domain domain, Function<Store, DomainChangeResult> work) {
        DomainChangeResult change = CommandStore.with(home.home(), work);
        String fault = switch (change) {
            case DONE -> "";
            case ALREADY_EXISTS -> "is a local domain already";
            case UNKNOWN_DOMAIN -> "is not a local domain; 'domain list' shows them";
            case IN_USE -> "still has users or aliases; remove them first";
            case NOT_A_DOMAIN -> "is not a domain that mail can come for";
        };
        if (!fault.isEmpty()) {
            throw new CommandFault(ExitCodes.FAILED, EscapedText.text(domain.asString()) + ": " + fault);
        }
        terminal.out().println(words + " " + described(domain));
        return ExitCodes.OK;
    }
}
