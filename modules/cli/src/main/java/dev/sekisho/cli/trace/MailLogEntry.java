// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.trace;

import dev.sekisho.store.log.LogLine;
import dev.sekisho.store.log.LogLineBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the log about mail.
 *
 * @param time when it was written
 * @param line its event and keys
 */
record MailLogEntry(Instant time, LogLine line) {
    private static final int LONGEST_BEGIN = 200;
    private static final Pattern TIMED =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(?:Z|[+-]\\d\\d:\\d\\d)) .*");
    /** Only what that logger wrote, at the beginning of a line: what others write may have words of a peer. */
    private static final Pattern WRITTEN = Pattern.compile("([0-9T:.+Z-]+) [A-Z]+ +\\[[^\\]]*] "
            + Pattern.quote(LogLineBuilder.LOGGER_NAME) + " (" + LogLine.BEGIN + ".*)");

    /** Reads a line of the log's file; empty if it is about something else. */
    static Optional<MailLogEntry> read(String written) {
        int begin = written.indexOf(LogLine.BEGIN);
        if (begin < 0 || begin > LONGEST_BEGIN) {
            return Optional.empty();
        }
        Matcher matcher = WRITTEN.matcher(written);
        return matcher.matches()
                ? time(written)
                        .flatMap(time -> LogLine.parse(matcher.group(2)).map(line -> new MailLogEntry(time, line)))
                : Optional.empty();
    }

    /** When a line was written, whatever it is about. */
    static Optional<Instant> time(String written) {
        Matcher matcher = TIMED.matcher(written);
        try {
            return matcher.matches()
                    ? Optional.of(OffsetDateTime.parse(matcher.group(1)).toInstant())
                    : Optional.empty();
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
