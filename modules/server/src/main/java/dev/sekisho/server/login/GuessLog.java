// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.sekisho.policy.login.AccountBucket;
import dev.sekisho.policy.login.AccountGuesses;
import dev.sekisho.policy.login.Guess;
import dev.sekisho.policy.login.GuessSubject;
import dev.sekisho.policy.login.HoldOff;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import java.util.List;
import java.util.Optional;

/** What the log says of guesses: who is held off from now on, and which accounts are guessed from many addresses. Safe for all threads. */
final class GuessLog {
    private static final int ACCOUNTS = 10_000;

    private final Cache<AccountBucket, Boolean> told = CacheBuilder.newBuilder()
            .maximumSize(ACCOUNTS)
            .expireAfterWrite(AccountGuesses.WINDOW)
            .build();

    /** Tells of hold-offs that begin. @param last the guess that led to them */
    void heldOff(List<HoldOff> begun, Guess last) {
        for (HoldOff each : begun) {
            boolean network = each.subject().kind() == GuessSubject.Kind.NETWORK;
            boolean client = each.subject().kind() == GuessSubject.Kind.CLIENT;
            LogLineBuilder.of(LogEvent.LOGIN_HOLD_OFF)
                    .with(LogKey.SCOPE, each.subject().kind().word())
                    .with(
                            LogKey.NETWORK,
                            network
                                    ? last.by().place().network()
                                    : last.by().place().address())
                    .with(LogKey.USER, client ? last.by().user() : Optional.empty())
                    .with(LogKey.UNTIL, each.until().toString())
                    .with(LogKey.ROUND, each.round())
                    .tell();
        }
    }

    /** Tells, once an hour, that strangers guess an account from many addresses. @param known the account, if there is one of the name */
    void guarded(AccountBucket account, Optional<String> known) {
        if (told.asMap().putIfAbsent(account, true) == null) {
            LogLineBuilder.of(LogEvent.LOGIN_HOLD_OFF)
                    .with(LogKey.SCOPE, GuessSubject.Kind.ACCOUNT.word())
                    .with(LogKey.USER, known)
                    .tell();
        }
    }
}
