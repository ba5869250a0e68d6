// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The one form of the lines that tell of mail. */
class LogLineTest {

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40).filter(LogLineTest::isText),
                Arbitraries.strings()
                        .withChars(" =\"\\x-,<>@event\r\n\0\u0085\u2028é")
                        .ofMaxLength(40),
                Arbitraries.of("", "-", "\"", "\\", "=", " ", "a b=c", "event=delivered id=x", "\\x41", "...", "<>"));
    }

    @Provide
    Arbitrary<LogLine> lines() {
        return Arbitraries.of(LogEvent.values()).flatMap(event -> {
            List<Arbitrary<Optional<String>>> each =
                    event.keys().stream().map(key -> values().optional()).toList();
            return Combinators.combine(each).as(chosen -> {
                Map<LogKey, String> values = new EnumMap<>(LogKey.class);
                for (int i = 0; i < chosen.size(); i++) {
                    LogKey key = event.keys().get(i);
                    chosen.get(i).ifPresent(value -> values.put(key, value));
                }
                return new LogLine(event, values);
            });
        });
    }

    /** No half of a surrogate pair: that is no text, and is written as a question mark. */
    private static boolean isText(String value) {
        return value.codePoints().noneMatch(point -> point >= 0xd800 && point <= 0xdfff);
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll("lines") LogLine line) {
        assertThat(LogLine.parse(line.toString())).contains(line);
    }

    @Property
    void isOneLineOfPrintableAsciiWithinBounds(@ForAll("lines") LogLine line) {
        assertThat(line.toString()).matches("event=[ -~]+").hasSizeLessThan(24 * 1024);
    }

    @Property
    void noValueHoldsAKeyOfItsOwn(@ForAll("lines") LogLine line) {
        String text = line.toString();
        for (LogEvent event : LogEvent.values()) {
            assertThat(text).doesNotContain(" event=" + event.text());
        }
        assertThat(text.split(" [a-z-]+=", -1)).hasSize(line.event().keys().size() + 1);
    }

    @Property
    void whatIsNoLineIsNotRead(@ForAll String text) {
        assertThat(LogLine.parse(text)).isEmpty();
        assertThat(LogLine.parse(
                        "event=delivered id=x " + text.replace('=', ' ').strip() + " y"))
                .isEmpty();
    }

    @Example
    void aLineOfAnotherVersionIsReadAsFarAsItIsKnown() {
        LogLine read = LogLine.parse("event=delivered user=u id=x other=\"a b\" mailbox=-")
                .orElseThrow();
        assertThat(read).isEqualTo(new LogLine(LogEvent.DELIVERED, Map.of(LogKey.ID, "x", LogKey.USER, "u")));
        assertThat(LogLine.parse("event=unheard-of id=x")).isEmpty();
        assertThat(LogLine.parse("event=delivered id=x id=y")).isEmpty();
        assertThat(LogLine.parse(" event=delivered id=x")).isEmpty();
    }

    @Example
    void everyEventStaysWithinTheBoundOfALineWhateverItsValues() {
        for (LogEvent event : LogEvent.values()) {
            Map<LogKey, String> values = new EnumMap<>(LogKey.class);
            event.keys().forEach(key -> values.put(key, "\ud83d\ude00 \u0000=\"".repeat(20_000)));
            String text = new LogLine(event, values).toString();
            assertThat(text).hasSizeLessThan(24 * 1024);
            assertThat(LogLine.parse(text))
                    .hasValueSatisfying(
                            read -> assertThat(read.value(event.keys().get(0)).orElseThrow())
                                    .endsWith("...")
                                    .startsWith("\ud83d\ude00 \u0000="));
        }
    }

    @Example
    void valuesThatNeedItAreQuotedAndEscaped() {
        assertThat(refused("mx.example.org")).contains(" helo=mx.example.org ");
        assertThat(refused("a b")).contains(" helo=\"a b\" ");
        assertThat(refused("é\r\n")).contains(" helo=\"\\xc3\\xa9\\x0d\\x0a\" ");
        assertThat(refused("\"\\")).contains(" helo=\"\\x22\\x5c\" ");
        assertThat(refused("a=b")).contains(" helo=\"a=b\" ");
        assertThat(refused("a b=c")).contains(" helo=\"a b\\x3dc\" ");
        assertThat(refused("-")).contains(" helo=\"-\" ");
        assertThat(refused("")).contains(" helo=\"\" ");
    }

    private static String refused(String helo) {
        return LogLineBuilder.of(LogEvent.MAIL_REFUSED)
                .with(LogKey.HELO, helo)
                .line()
                .toString();
    }

    @Example
    void aValueIsCutWhereItIsTooLong() {
        LogLine line = LogLineBuilder.of(LogEvent.MAIL_REFUSED)
                .with(LogKey.HELO, "x".repeat(5_000))
                .line();
        LogLine read = LogLine.parse(line.toString()).orElseThrow();
        assertThat(read.value(LogKey.HELO))
                .hasValueSatisfying(
                        helo -> assertThat(helo).hasSize(LogKey.LONGEST - 2).endsWith("x..."));
    }

    @Example
    void aListOfRecipientsIsCutBetweenTwo() {
        List<String> many = java.util.stream.IntStream.range(0, 1_000)
                .mapToObj(i -> "somebody" + i + "@example.org")
                .toList();
        LogLine line = LogLineBuilder.of(LogEvent.ACCEPTED).to(many).line();
        assertThat(LogLine.parse(line.toString()).orElseThrow().value(LogKey.TO))
                .hasValueSatisfying(
                        to -> assertThat(to).endsWith("@example.org,...").hasSizeLessThan(8_000));
    }

    @Example
    void aKeyThatAnEventHasNotIsNotTaken() {
        assertThatThrownBy(() -> LogLineBuilder.of(LogEvent.LOGIN_GOOD)
                        .with(LogKey.REPLY, "250")
                        .line())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void namesOfThePartsOfAMessageHaveOneOrigin() {
        String name = "1764489005000-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
        assertThat(List.of(name, name + "!1234567", name + "!1234567!7654321", name + "-17", name.substring(9)))
                .extracting(MailName::origin)
                .containsOnly("a4b5c6d7e8f9");
        assertThat(MailName.origin("1764489005000-0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f8"))
                .isNotEqualTo(MailName.origin(name));
        assertThat(MailName.origin("other!1")).isEqualTo("other");
    }
}
