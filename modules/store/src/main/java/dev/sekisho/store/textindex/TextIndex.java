// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.textindex;

import dev.sekisho.message.text.SearchText;
import dev.sekisho.message.text.TextGrams;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which messages may contain a text, so that only these are read. What it leaves out does not contain it; what it says may not contain it either.
 * A message that is not indexed yet may contain anything. Safe for all threads.
 */
public final class TextIndex {
    private static final Logger LOGGER = LoggerFactory.getLogger(TextIndex.class);

    /** More of one text would find hardly fewer messages. */
    private static final int MOST_GRAMS = 16;

    private final Database database;
    private final boolean on;

    /**
     * The index of an opened database.
     *
     * @param on false if it is switched off: then it says nothing
     */
    public TextIndex(Database database, boolean on) {
        this.database = database;
        this.on = on;
    }

    /** Whether it is kept and asked. */
    public boolean isOn() {
        return on;
    }

    /** The question about a text; empty if the index cannot answer it: it is switched off, or the text is shorter than a gram. */
    public Optional<Question> about(String sought) {
        List<Integer> grams = on ? TextGrams.of(sought, MOST_GRAMS) : List.of();
        return grams.isEmpty() ? Optional.empty() : Optional.of(new Question(SearchText.fold(sought), grams));
    }

    /** Which messages may contain one text. */
    public final class Question {
        private final String folded;
        private final List<Integer> grams;

        private Question(String folded, List<Integer> grams) {
            this.folded = folded;
            this.grams = grams;
        }

        /**
         * Asks it of a mailbox. Blocks.
         *
         * @param most if more bodies of the store may contain it, of whatever mailbox, nothing is told
         * @param withPrefix whether what deliveries have put before a message may contain the text too
         * @param uid takes the UIDs of the messages that may contain the text, in no order, some twice
         * @return false if there are too many, or the index is damaged: what was taken is of no use
         */
        public boolean ask(long mailbox, long most, boolean withPrefix, LongConsumer uid) {
            try {
                return database.read(sql -> {
                    boolean few = CandidateQuery.hasAtMost(sql, grams, most);
                    if (few) {
                        CandidateQuery.run(sql, mailbox, grams, withPrefix ? folded : null, uid);
                    }
                    return few;
                });
            } catch (StoreUnavailableException e) {
                throw e;
            } catch (StoreException e) {
                LOGGER.warn(
                        "The full-text index cannot be read, so that searches read all messages; 'sekisho store check"
                                + " --repair' makes it anew: {}",
                        e.getMessage());
                return false;
            }
        }
    }
}
