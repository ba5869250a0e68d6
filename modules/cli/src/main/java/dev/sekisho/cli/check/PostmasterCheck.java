// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.store.CommandStore;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.config.ConfigurationLoader;
import dev.sekisho.config.environment.HostEnvironment;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.xml.XmlElement;
import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.store.Store;
import java.util.List;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;

/**
 * Whether mail for the postmaster arrives: an address of a local domain is one of a user or an alias. Of addresses elsewhere, and those with
 * a variable that James fills in, nothing is known.
 *
 * @param home where the configuration and the store are
 * @param machine whose environment variables are filled in
 */
record PostmasterCheck(HomeFolder home, HostEnvironment machine) {
    /** What is wrong with the address; nothing where the store cannot be read, which others report. Blocks. */
    List<Problem> problems() {
        ProblemList problems = new ProblemList();
        ConfigurationLoader.mailetContainer(home.conf(), machine)
                .flatMap(root -> root.child("context"))
                .flatMap(context -> context.child("postmaster"))
                .ifPresent(postmaster -> EmailAddress.parse(postmaster.text())
                        .filter(address -> isNobodys(address))
                        .ifPresent(address -> warn(postmaster, address, problems)));
        return problems.warnings();
    }

    private static void warn(XmlElement postmaster, EmailAddress address, ProblemList problems) {
        problems.warn(
                postmaster.position(),
                "",
                "<postmaster> " + address.text()
                        + " is an address of a local domain, and there is no such user or alias: mail for the postmaster is not"
                        + " delivered",
                "create it with 'user add' or 'alias add', or name another address");
    }

    private boolean isNobodys(EmailAddress address) {
        try {
            return CommandStore.with(home, store -> isNobodys(store, address));
        } catch (CommandFault reportedElsewhere) {
            return false;
        }
    }

    private static boolean isNobodys(Store store, EmailAddress address) {
        Domain domain = Domain.of(address.domain().text());
        return store.domains().contains(domain)
                && !store.users().exists(Username.of(address.text()))
                && store.aliases().list().stream().noneMatch(alias -> stands(alias.address(), address, domain));
    }

    /** Whether an alias stands for an address; that of a {@code *} stands for all of its domain. */
    private static boolean stands(MailAddress alias, EmailAddress address, Domain domain) {
        return alias.getDomain().equals(domain)
                && (alias.getLocalPart().equals("*") || alias.getLocalPart().equalsIgnoreCase(address.localPart()));
    }
}
