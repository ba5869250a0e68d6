// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.senders;

import dev.sekisho.store.senders.SrsCodec.Parts;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.mail.internet.AddressException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;

/**
 * Envelope senders of mail that is forwarded to another server. With its own sender it would fail SPF there, since this server is none of the
 * sender's; so it gets an address of a domain of ours, which holds the sender's and is turned back for the notices that come to it. It is signed, so that nobody
 * can make one that has us send mail on, and it expires.
 *
 * <p>The secret is in the store, made at the first need, and shared by all nodes. After a new one is made the former is believed as long as
 * what it has signed may be used. For any thread.
 */
public final class SrsRewriter {
    private static final Duration BELIEVED = Duration.ofDays(SrsCodec.MOST_DAYS + 1L);

    private final Database database;
    private final Clock clock;

    /** On an opened database. */
    public SrsRewriter(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A secret; {@code replaced} is when the next one was made, negative for the one that signs. */
    private record Secret(byte[] key, long replaced) {}

    /** Whether an address, if its domain is local, is or claims to be a rewritten sender. */
    public static boolean looksLikeOne(MailAddress address) {
        return SrsCodec.looksLikeOne(address.getLocalPart());
    }

    /**
     * The sender of a message as it leaves for a server elsewhere.
     *
     * @param sender that which it came with; one of a local domain stays as it is
     * @param forwarder the local domain whose address it was forwarded for
     */
    public MailAddress rewritten(MailAddress sender, Domain forwarder) {
        boolean local = database.read(sql -> sql.exists(
                "SELECT 1 FROM domains WHERE name = ?", sender.getDomain().asString()));
        if (local) {
            return sender;
        }
        SrsCodec code = new SrsCodec(signing().key());
        String localPart = code.write(
                        new Parts(sender.getLocalPart(), sender.getDomain().asString()), today())
                .orElseGet(() -> kept(code, sender.asString()));
        return address(localPart, forwarder).orElse(sender);
    }

    /**
     * The sender that a rewritten one holds; for notices, and to show who has sent what.
     *
     * @return empty if it was not made here, or is too old
     */
    public Optional<MailAddress> original(MailAddress rewritten) {
        Optional<String> token = SrsCodec.tokenOf(rewritten.getLocalPart());
        if (token.isPresent()) {
            return database.read(sql -> sql.first(
                            "SELECT sender FROM return_paths WHERE token = ? AND made > ?",
                            row -> row.text(1),
                            token.get(),
                            clock.instant().minus(BELIEVED)))
                    .flatMap(SrsRewriter::address);
        }
        return database.read(SrsRewriter::secrets).stream()
                .filter(this::isBelieved)
                .map(secret -> new SrsCodec(secret.key()).read(rewritten.getLocalPart(), today()))
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(parts -> address(parts.localPart(), Domain.of(parts.domain())));
    }

    /** Makes a new secret, which signs from now on. */
    public void newSecret() {
        database.write(sql -> insert(sql, sql.number("SELECT COALESCE(MAX(number), 0) + 1 FROM sender_secrets")));
    }

    private Secret signing() {
        List<Secret> all = database.read(SrsRewriter::secrets);
        if (all.isEmpty()) {
            database.write(sql -> insert(sql, 1));
            all = database.read(SrsRewriter::secrets);
        }
        return all.get(0);
    }

    /** Two nodes may make the first one at once: one of the two is kept. */
    private int insert(Sql sql, long number) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return sql.update(
                "INSERT INTO sender_secrets (number, secret, made) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                number,
                Base64.getEncoder().encodeToString(key),
                clock.instant());
    }

    /** The newest first. */
    private static List<Secret> secrets(Sql sql) {
        return sql.query(
                "SELECT s.secret, COALESCE((SELECT n.made FROM sender_secrets n WHERE n.number = s.number + 1), -1)"
                        + " FROM sender_secrets s ORDER BY s.number DESC",
                row -> new Secret(Base64.getDecoder().decode(row.text(1)), row.number(2)));
    }

    private boolean isBelieved(Secret secret) {
        return secret.replaced() < 0
                || secret.replaced() > clock.instant().minus(BELIEVED).toEpochMilli();
    }

    /** Most senders have room. Those that have not are kept once a day. */
    private String kept(SrsCodec code, String sender) {
        Instant now = clock.instant();
        String token = code.token(sender, today());
        boolean there = database.read(sql -> sql.exists("SELECT 1 FROM return_paths WHERE token = ?", token));
        if (!there) {
            database.write(sql -> {
                sql.update("DELETE FROM return_paths WHERE made < ?", now.minus(BELIEVED));
                return sql.update(
                        "INSERT INTO return_paths (token, sender, made) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        token,
                        sender,
                        now);
            });
        }
        return "SRSK=" + token;
    }

    private long today() {
        return clock.instant().getEpochSecond() / Duration.ofDays(1).toSeconds();
    }

    private static Optional<MailAddress> address(String text) {
        try {
            return Optional.of(new MailAddress(text));
        } catch (AddressException e) {
            return Optional.empty();
        }
    }

    private static Optional<MailAddress> address(String localPart, Domain domain) {
        try {
            return Optional.of(new MailAddress(localPart, domain));
        } catch (AddressException e) {
            return Optional.empty();
        }
    }
}
