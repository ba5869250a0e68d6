// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.ports;

import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.command.ListenerSelector;
import dev.sekisho.cli.command.TypedAddress;
import dev.sekisho.cli.prove.Endpoint;
import dev.sekisho.cli.prove.FailedLoginBudget;
import dev.sekisho.cli.prove.PortProof;
import dev.sekisho.cli.prove.Prober;
import dev.sekisho.cli.prove.RowResult;
import dev.sekisho.cli.prove.RowResult.Verdict;
import dev.sekisho.cli.prove.SameDomainUser;
import dev.sekisho.cli.prove.TestUser;
import dev.sekisho.cli.terminal.CommandFault;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.Terminal;
import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.contract.ContractRow;
import dev.sekisho.policy.contract.PortContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Connects to running ports and checks every row of their policies. */
@Command(
        name = "prove",
        description = {
            "Connects to the running server and checks every row that 'explain' prints.",
            "Leaves no message behind: messages are only sent to be refused, and only to USER.",
            "Failing logins come from another loopback address, so that your own is not held off."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every row was proved",
            "1:a row does not hold, or was not proved because no login was given",
            "2:usage",
            "3:cannot connect"
        })
public final class ProveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(
            arity = "0..*",
            paramLabel = "PORT|NAME",
            description = "configured ports, or names of listeners or of policies (default: every enabled listener)")
    private List<String> what = new ArrayList<>();

    @Option(names = "--host", paramLabel = "HOST", description = "where the server is (default: 127.0.0.1)")
    private String host = "127.0.0.1";

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "added to every port (default: that of sekisho.xml)")
    private Optional<Integer> portOffset = Optional.empty();

    @Option(
            names = "--user",
            paramLabel = "ADDRESS",
            description = "a user of the server, for the rows that need a login")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--other-user",
            paramLabel = "ADDRESS",
            description = "another user, as whom USER must not be able to send (default: a user of the same domain, if"
                    + " the server runs on this machine)")
    private Optional<String> otherUser = Optional.empty();

    @Option(names = "--password-stdin", description = "read the user's password from standard input")
    private boolean passwordStdin;

    @Option(names = "--without-login", description = "do not fail if rows that need a login were not proved")
    private boolean withoutLogin;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "maximum time for each port (default: 120)")
    private int timeout = 120;

    @Option(names = "--json", description = "print JSON, for programs")
    private boolean json;

    public ProveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (timeout <= 0) {
            throw new CommandFault(ExitCodes.USAGE, "--timeout must be more than 0 seconds, found " + timeout);
        }
        List<ListenerConfiguration> listeners = listeners();
        TestUser who = provingUser();
        InetAddress address = address();
        FailedLoginBudget loginBudget = FailedLoginBudget.against(address);
        List<ProvedListener> proved = new ArrayList<>();
        List<String> notAsked = new ArrayList<>();
        for (ListenerConfiguration listener : listeners) {
            Optional<String> whyNot = unlisted(listener, address);
            whyNot.ifPresent(notAsked::add);
            if (whyNot.isEmpty()) {
                proved.add(prove(listener, who, address, loginBudget));
            }
        }
        ProofReport report = new ProofReport(terminal.out());
        if (json) {
            report.json(proved);
        } else {
            report.text(proved, withoutLogin);
        }
        notAsked.forEach(terminal.err()::println);
        return notAsked.isEmpty() && proved.stream().allMatch(this::wellDone) ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private List<ListenerConfiguration> listeners() {
        ListenerSelector all = ListenerSelector.of(home.home(), ListenerSelector.offset(portOffset));
        return what.isEmpty()
                ? all.enabled()
                : what.stream()
                        .flatMap(name -> all.find(name).stream())
                        .distinct()
                        .toList();
    }

    private TestUser provingUser() {
        if (user.isEmpty()) {
            if (passwordStdin) {
                throw new CommandFault(ExitCodes.USAGE, "--password-stdin needs --user");
            }
            return TestUser.NONE;
        }
        user = Optional.of(TypedAddress.address(terminal, user.get()).asString());
        otherUser = otherUser.map(name -> TypedAddress.address(terminal, name).asString());
        Optional<String> password = passwordStdin
                ? Optional.of(terminal.firstLine())
                : terminal.keyboard().flatMap(keyboard -> keyboard.secret("Password of " + user.get() + ": "));
        SameDomainUser other = otherUser
                .map(SameDomainUser::of)
                .orElseGet(() -> SameDomainUsers.find(home.home(), address(), user.get()));
        return new TestUser(
                user,
                password.filter(text -> !text.isEmpty()),
                other,
                SameDomainUsers.catchAll(home.home(), address(), user.get()));
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new CommandFault(ExitCodes.NOT_RUNNING, "no address is known for " + host);
        }
    }

    private ProvedListener prove(
            ListenerConfiguration listener, TestUser who, InetAddress address, FailedLoginBudget loginBudget) {
        Endpoint endpoint = new Endpoint(
                host,
                address,
                listener.binds().get(0).getPort(),
                listener.protocol(),
                listener.policy().beginsWithHandshake(),
                listener.policy().proxies());
        List<ContractRow> rows = rows(listener.policy(), address);
        String title = listener.name() + " at " + endpoint;
        terminal.err().println("proving " + title + ", " + rows.size() + " rows");
        tellUnlistedDevice(listener, address);
        Prober.Timeouts timeouts = new Prober.Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(timeout));
        Prober prober = new Prober(
                endpoint,
                who,
                loginBudget,
                timeouts,
                (done, of) -> terminal.progress(title + ": " + done + " of " + of));
        try {
            PortProof proof = prober.prove(rows);
            terminal.progress("");
            return new ProvedListener(listener.name(), listener.policy().name(), endpoint, proof);
        } catch (IOException e) {
            String advice = "; is the server running, and is this its port offset?";
            throw new CommandFault(
                    ExitCodes.NOT_RUNNING, "cannot connect to " + title + ": " + e.getMessage() + advice);
        }
    }

    private static List<ContractRow> rows(PortPolicy policy, InetAddress address) {
        byte[] octets = address.getAddress();
        return PortContract.of(policyFor(address, policy), policy.relaysFor(octets), policy.deviceAt(octets));
    }

    /** What a port for devices says to them is seen from their addresses alone. */
    private void tellUnlistedDevice(ListenerConfiguration listener, InetAddress address) {
        PortPolicy policy = listener.policy();
        if (policy.servesDevices() && policy.deviceAt(address.getAddress()).isEmpty()) {
            terminal.err()
                    .println(address.getHostAddress() + " is the address of no <device> of listener " + listener.name()
                            + ", so that only the refusal of other addresses is proved; for the other rows, list "
                            + address.getHostAddress() + " in the network of a device");
        }
    }

    /** As it is for clients of an address: those that are not checked are neither refused nor deferred. */
    private static PortPolicy policyFor(InetAddress address, PortPolicy policy) {
        return policy.clientChecks().examine(address.getAddress())
                ? policy
                : policy.withClientChecks(ClientChecks.NONE);
    }

    /** Why a listener cannot be proved from here. A server elsewhere may see this machine by another address than that of its own. */
    private static Optional<String> unlisted(ListenerConfiguration listener, InetAddress server) {
        boolean unlisted = server.isLoopbackAddress()
                && listener.policy().proxies().refusal(server.getAddress()).isPresent();
        return unlisted
                ? Optional.of("listener " + listener.name() + " was not proved: it accepts connections from its proxies"
                        + " only, and " + server.getHostAddress() + " is none of them; list <proxy-network>"
                        + server.getHostAddress() + "</proxy-network> in its policy to prove it from here")
                : Optional.empty();
    }

    private boolean wellDone(ProvedListener listener) {
        return listener.proof().results().stream().allMatch(this::wellDone);
    }

    private boolean wellDone(RowResult result) {
        boolean forWantOfLogin = withoutLogin && result.row().needs() != ContractRow.Needs.NOTHING;
        return switch (result.verdict()) {
            case PROVED, NOT_PROVABLE -> true;
            case NOT_PROVED -> forWantOfLogin;
            case BROKEN -> false;
        };
    }

    /** A listener and the results of its rows. */
    record ProvedListener(ListenerName name, String policy, Endpoint endpoint, PortProof proof) {
        long count(Verdict verdict) {
            return proof.count(verdict);
        }
    }
}
