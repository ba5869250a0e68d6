// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.log;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the log: {@code event=NAME key=value key=value}, with one blank between, and all keys of the event in their order.
 *
 * @param event what happened
 * @param values by key; a key that the event has and that is not in here has no value
 */
public record LogLine(LogEvent event, Map<LogKey, String> values) {
    /** What every line begins with. */
    public static final String BEGIN = "event=";

    private static final Pattern PAIR = Pattern.compile("([a-z-]+)=(\"[ !#-~]*\"|[!#-<>-\\[\\]-~]+)(?: |$)");

    public LogLine {
        values = Map.copyOf(values);
        if (!event.keys().containsAll(values.keySet())) {
            throw new IllegalArgumentException(event + " has not all of " + values.keySet());
        }
    }

    /** The value of a key; empty if there is none. */
    public Optional<String> value(LogKey key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * Reads what {@link #toString} writes; empty for any other text. Keys that are not known, or not of the event, are passed over, and none has to be there: the
     * line may be of another version.
     */
    public static Optional<LogLine> parse(String text) {
        Matcher pair = PAIR.matcher(text);
        if (!text.startsWith(BEGIN) || !pair.lookingAt() || text.endsWith(" ")) {
            return Optional.empty();
        }
        Optional<LogEvent> event = LogEvent.of(pair.group(2));
        if (event.isEmpty()) {
            return Optional.empty();
        }
        Map<LogKey, String> values = new EnumMap<>(LogKey.class);
        int end = pair.end();
        while (end < text.length()) {
            Optional<Optional<String>> value =
                    pair.region(end, text.length()).lookingAt() ? LogValueFormat.read(pair.group(2)) : Optional.empty();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            Optional<LogKey> key = LogKey.of(pair.group(1)).filter(event.get().keys()::contains);
            if (key.isPresent()
                    && value.get().isPresent()
                    && values.put(key.get(), value.get().get()) != null) {
                return Optional.empty();
            }
            end = pair.end();
        }
        return Optional.of(new LogLine(event.get(), values));
    }

    /** As it is written. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(300).append(BEGIN).append(event.text());
        for (LogKey key : event.keys()) {
            line.append(' ').append(key.text()).append('=');
            String value = values.get(key);
            if (value == null) {
                line.append(LogValueFormat.NONE);
            } else {
                LogValueFormat.write(value, key.longest(), line);
            }
        }
        return line.toString();
    }
}
