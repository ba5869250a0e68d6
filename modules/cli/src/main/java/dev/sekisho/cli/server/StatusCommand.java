// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sekisho.cli.command.HomeFolder;
import dev.sekisho.cli.command.HomeOption;
import dev.sekisho.cli.process.ServerProcess;
import dev.sekisho.cli.process.ServerStatus;
import dev.sekisho.cli.terminal.ExitCodes;
import dev.sekisho.cli.terminal.JsonOutput;
import dev.sekisho.cli.terminal.Terminal;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells whether the server runs, and what it listens on. */
@Command(
        name = "status",
        description = "Shows whether the server runs, its listeners and certificates, outgoing mail, and what failed.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:running", "3:not running", "4:unknown, or not yet ready"})
public final class StatusCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private HomeOption home = new HomeOption();

    @Option(names = "--json", description = "print JSON, for programs")
    private boolean json;

    /** A command that writes there. */
    public StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        HomeFolder where = home.home();
        return new ServerProcess(where)
                .find()
                .fold(
                        () -> say("not-running", "not running", ExitCodes.NOT_RUNNING),
                        running -> running(where, running.process().pid()),
                        stale -> say(
                                "not-running",
                                "not running; process " + stale.pid()
                                        + " ended without a clean stop (the next start cleans up)",
                                ExitCodes.NOT_RUNNING),
                        unclear -> say("unknown", unclear.why(), ExitCodes.UNKNOWN));
    }

    private int running(HomeFolder where, long pid) {
        Optional<ServerStatus> status = ServerStatus.read(where, pid);
        if (status.isEmpty()) {
            String doing = StartProgress.doing(where).map(what -> ": " + what).orElse("");
            return say("starting", "process " + pid + " is running and not ready yet" + doing, ExitCodes.UNKNOWN);
        }
        if (json) {
            ObjectNode answer = JsonOutput.object().put("state", "running");
            answer.set("server", status.get().content());
            answer.set("changedSinceStart", JsonOutput.strings(status.get().changedSinceStart(where)));
            MailCounts mail = MailCounts.of(where);
            answer.set("outgoing", mail.json());
            mail.failed().ifPresent(failed -> answer.put("failed", failed));
            answer.set("repositories", mail.repositories());
            answer.put("exposedAccounts", mail.exposed());
            answer.put("heldOff", mail.guesses().holdOffs().size());
            answer.put("guardedAccounts", mail.guesses().guarded().size());
            answer.set("atLimit", UserAtLimitText.json(mail.atLimit()));
            mail.lowSpace().ifPresent(words -> answer.put("storeFull", words));
            terminal.out().println(JsonOutput.text(answer));
        } else {
            status.get().print(terminal.out());
            status.get()
                    .changedSinceStart(where)
                    .forEach(file -> terminal.out()
                            .println("note: conf/" + file
                                    + " was changed after the start; the server uses it from its"
                                    + " next start on"));
            MailCounts.of(where).lines(Instant.now()).forEach(terminal.out()::println);
        }
        return ExitCodes.OK;
    }

    private int say(String state, String words, int exitCode) {
        terminal.out()
                .println(
                        json
                                ? JsonOutput.text(
                                        JsonOutput.object().put("state", state).put("message", words))
                                : words);
        return exitCode;
    }
}
