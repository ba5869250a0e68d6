// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.e2e.fixture.Command;
import dev.sekisho.e2e.fixture.Installation;
import dev.sekisho.e2e.fixture.Logbook;
import dev.sekisho.e2e.peer.DnsOnLoopback;
import dev.sekisho.e2e.peer.Swaks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Port 25 asks DNS lists, of which one hangs, one fails and one answers what no list answers. */
class DnsListTest {
    private static final String LISTED = "127.0.1.5";
    private static final String NOT_LISTED = "127.0.1.6";
    private static final String POLICY = "<policy>mx</policy>";
    private static final String LISTS = """
            <policy name="mx">
              <dns-list>bl.example</dns-list>
              <dns-list>hangs.example</dns-list>
              <dns-list>fails.example</dns-list>
              <dns-list>answers-all.example</dns-list>
              <dns-list-threshold>1</dns-list-threshold>
              <unchecked-network>192.0.2.0/24</unchecked-network>
            </policy>""";

    @TempDir
    Path directory;

    @Test
    void whoIsOnAListIsRefusedAndAListThatIsOutOfOrderRefusesNobody() throws Exception {
        try (DnsOnLoopback dns = new DnsOnLoopback()
                        .answers("5.1.0.127.bl.example", "127.0.0.2")
                        .hangs("hangs.example")
                        .fails("fails.example")
                        .answers("answers-all.example", "203.0.113.80");
                Installation sekisho = Installation.prepared(directory)) {
            configure(sekisho.home().resolve("conf"), dns);
            sekisho.start();

            assertThat(deliver(sekisho, LISTED).all())
                    .contains("554 5.7.1 Client address is on a DNS list: bl.example");
            assertThat(deliver(sekisho, NOT_LISTED).exit()).isZero();

            String log = new Logbook(sekisho.home().resolve("var/log/sekisho.log")).text();
            assertThat(log).contains("event=rcpt-refused", "listed=bl.example:1");
            for (String outOfOrder : new String[] {"hangs.example", "fails.example", "answers-all.example"}) {
                assertThat(log).contains("DNS list " + outOfOrder + " says nothing of client " + LISTED);
            }
        }
    }

    private static void configure(Path conf, DnsOnLoopback dns) throws Exception {
        Path listeners = conf.resolve("smtpserver.xml");
        String text = Files.readString(listeners);
        assertThat(text).contains(POLICY);
        Files.writeString(listeners, text.replace(POLICY, LISTS));
        Files.writeString(
                conf.resolve("jvm.options"), "\n-Ddns.server=" + dns.address() + "\n", StandardOpenOption.APPEND);
    }

    private static Command.Result deliver(Installation sekisho, String from) throws Exception {
        return Swaks.to(sekisho, 25)
                .with("--local-interface", from, "--from", "someone@example.net", "--to", "alice@example.org")
                .run();
    }
}
