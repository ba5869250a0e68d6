// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.outgoing.RecipientStatus;
import dev.sekisho.store.spool.SpoolStatus;
import dev.sekisho.store.textindex.IndexState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** States that databases hold have explicit codes, and a sealed type is folded by a method of its own, in the main code of all modules. */
class StoredStatesTest {
    private static final Pattern STATE_AS_NUMBER =
            Pattern.compile("\\bstatus\\s*(?:=|<>|!=|<=?|>=?|IN\\s*\\(|NOT IN\\s*\\()\\s*[0-9]");
    private static final Pattern ORDINAL = Pattern.compile("\\.ordinal\\(\\)|\\.values\\(\\)\\[");
    private static final Pattern SEALED = Pattern.compile("\\bsealed (?:abstract )?(?:interface|class) (\\w+)");
    private static final Pattern VARIANT = Pattern.compile(
            "\\b(?:record|class|interface) (\\w+)[^{;]*?\\b(?:implements|extends) ([\\w., <>]+?)\\s*\\{",
            Pattern.DOTALL);
    private static final Pattern CAST =
            Pattern.compile("(?<![\\w>])\\(((?:\\w+\\.)*(\\w+)(?:<[^()]*>)?)\\) ?[a-z(]\\w*");

    /** Databases of earlier versions hold these. */
    @Test
    void codesAreWhatEarlierVersionsHaveWritten() {
        assertThat(Arrays.stream(RecipientStatus.values()).map(each -> each.code() + " " + each.word()))
                .containsExactly("0 waiting", "1 held", "2 taken", "3 stopped", "4 delivered", "5 failed");
        assertThat(Arrays.stream(SpoolStatus.values()).map(each -> each + " " + each.code()))
                .containsExactly("WAITING 0", "READY 1", "TAKEN 2");
        assertThat(Arrays.stream(IndexState.values()).map(each -> each + " " + each.code()))
                .containsExactly("WAITING 0", "COMPLETE 1", "INCOMPLETE 2");
    }

    /** The SQL of the outgoing queue and the actions of the command line are built from these answers. */
    @Test
    void eachStatusOfTheOutgoingQueueSaysWhatMayBeDoneInIt() {
        assertThat(Arrays.stream(RecipientStatus.values()).map(StoredStatesTest::allowed))
                .containsExactly(
                        "waiting: is due in time, hold, retry, bounce, reroute, remove",
                        "held: is due in time, hold, release, retry, bounce, reroute, remove",
                        "taken: hold",
                        "stopped: release, bounce, reroute, remove",
                        "delivered: is final",
                        "failed: is final");
    }

    private static String allowed(RecipientStatus status) {
        Map<String, Boolean> answers = new LinkedHashMap<>();
        answers.put("is final", status.isFinal());
        answers.put("is due in time", status.isDueInTime());
        answers.put("hold", status.mayBeHeld());
        answers.put("release", status.mayBeReleased());
        answers.put("retry", status.mayBeRetried());
        answers.put("bounce", status.mayBeBounced());
        answers.put("reroute", status.mayBeRerouted());
        answers.put("remove", status.mayBeRemoved());
        return status.word() + ": "
                + answers.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", "));
    }

    @Test
    void noStateStandsAsANumberInSql() {
        assertThat(found(STATE_AS_NUMBER)).isEmpty();
    }

    @Test
    void noPlaceOfAConstantInItsEnumIsMadeUseOf() {
        assertThat(found(ORDINAL)).isEmpty();
    }

    @Test
    void noSealedTypeIsCast() {
        Map<Path, String> sources = sources();
        TreeSet<String> sealed = new TreeSet<>();
        sources.values().forEach(text -> SEALED.matcher(text).results().forEach(found -> sealed.add(found.group(1))));
        TreeSet<String> variants = new TreeSet<>(sealed);
        sources.values()
                .forEach(text -> VARIANT.matcher(text)
                        .results()
                        .filter(found -> Arrays.stream(found.group(2).split(","))
                                .map(each -> each.strip().replaceAll("<.*", "").replaceAll(".*\\.", ""))
                                .anyMatch(sealed::contains))
                        .forEach(found -> variants.add(found.group(1))));
        assertThat(variants).contains("RecipientResult", "Interrupted", "Postgresql");
        assertThat(sources.entrySet().stream()
                        .flatMap(source -> CAST.matcher(source.getValue())
                                .results()
                                .filter(cast -> variants.contains(cast.group(2)))
                                .map(cast -> place(source.getKey(), source.getValue(), cast))))
                .isEmpty();
    }

    private static List<String> found(Pattern pattern) {
        return sources().entrySet().stream()
                .flatMap(source -> pattern.matcher(source.getValue())
                        .results()
                        .map(found -> place(source.getKey(), source.getValue(), found)))
                .toList();
    }

    private static String place(Path file, String text, MatchResult found) {
        long line = text.substring(0, found.start()).lines().count();
        return file + ":" + line + ": " + found.group();
    }

    private static Map<Path, String> sources() {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("src/main/java"))
                    .sorted()
                    .collect(Collectors.toMap(
                            file -> file, StoredStatesTest::text, (one, other) -> one, LinkedHashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
