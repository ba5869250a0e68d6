// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.log;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line of the log while it is put together; {@link #tell} writes it. Used by one thread. */
public final class LogLineBuilder {
    /** The logger of all such lines, and of nothing else. */
    public static final String LOGGER_NAME = "dev.sekisho.events";

    private static final Logger LOGGER = LoggerFactory.getLogger(LOGGER_NAME);
    /** As many characters as a list of addresses has at most. */
    private static final int LONGEST_LIST = 7_000;

    private final LogEvent event;
    private final Map<LogKey, String> values = new EnumMap<>(LogKey.class);

    private LogLineBuilder(LogEvent event) {
        this.event = event;
    }

    /** A line of this event, without a value yet. */
    public static LogLineBuilder of(LogEvent event) {
        return new LogLineBuilder(event);
    }

    /** With a value. */
    public LogLineBuilder with(LogKey key, String value) {
        values.put(key, value);
        return this;
    }

    /** With a value, if there is one. */
    public LogLineBuilder with(LogKey key, Optional<String> value) {
        value.ifPresent(present -> values.put(key, present));
        return this;
    }

    /** With a number. */
    public LogLineBuilder with(LogKey key, long value) {
        return with(key, Long.toString(value));
    }

    /** With a constant's word. */
    public LogLineBuilder with(LogKey key, LogWord value) {
        return with(key, value.word());
    }

    /** With the address and port of a peer. */
    public LogLineBuilder peer(InetSocketAddress peer) {
        return with(LogKey.PEER, address(peer)).with(LogKey.PEER_PORT, peer.getPort());
    }

    /** With the sender of an envelope; empty for the null sender. */
    public LogLineBuilder from(Optional<String> sender) {
        return with(LogKey.FROM, sender.filter(address -> !address.isEmpty()).orElse("<>"));
    }

    /** With the recipients of an envelope, as many as there is room for. */
    public LogLineBuilder to(Collection<String> recipients) {
        return with(LogKey.TO, recipients);
    }

    /** With addresses, as many as there is room for. */
    public LogLineBuilder with(LogKey key, Collection<String> recipients) {
        StringBuilder all = new StringBuilder();
        for (String each : recipients) {
            if (all.length() + each.length() > LONGEST_LIST) {
                all.append(",...");
                break;
            }
            all.append(all.length() == 0 ? "" : ",").append(each);
        }
        return recipients.isEmpty() ? this : with(key, all.toString());
    }

    /** Writes the line. */
    public void tell() {
        if (LOGGER.isInfoEnabled()) {
            LOGGER.info("{}", line());
        }
    }

    /** The line. */
    public LogLine line() {
        return new LogLine(event, values);
    }

    private static String address(InetSocketAddress peer) {
        InetAddress address = peer.getAddress();
        String text = address == null ? peer.getHostString() : address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
