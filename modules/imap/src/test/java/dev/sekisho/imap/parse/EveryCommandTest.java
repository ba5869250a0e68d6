// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.imap.command.ImapCommand;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Every command is read as it was meant, in whichever form it is written. */
class EveryCommandTest {
    @Property(tries = 10_000)
    void isReadAsItWasWritten(@ForAll long seed) {
        ImapCommand command = new CommandArbitraries(seed).any();
        String text = "t " + command.accept(new CommandPrinter(seed)) + "\r\n";

        CommandAssembler assembler = new CommandAssembler(Parsing.REV1, Parsing.LIMITS);
        Parsing.SessionLog log = new Parsing.SessionLog(assembler);
        ByteBuffer input = ByteBuffer.wrap(Parsing.octets(text));
        while (assembler.next(input).accept(log)) {
            // The log acts on each event.
        }

        assertThat(log.commands()).as(text).isEqualTo(List.of(command));
        assertThat(assembler.awaited()).isEqualTo(AwaitedOctets.COMMAND);
    }
}
