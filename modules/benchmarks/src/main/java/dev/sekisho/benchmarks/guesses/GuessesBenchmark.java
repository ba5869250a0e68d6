// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.guesses;

import dev.sekisho.benchmarks.measure.CpuTime;
import dev.sekisho.benchmarks.servers.SekishoDistribution;
import dev.sekisho.benchmarks.servers.TestAccount;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Guesses against all accounts from a thousand addresses, each in a network of its own, while users log in from addresses that they have used
 * before. Then what a refused guess costs.
 */
public final class GuessesBenchmark {
    private static final int ADDRESSES = 1_000;
    private static final int AT_ONCE = 32;
    private static final int USERS = 10;
    private static final int REFUSED = 1_000;
    /** As many as a connection may have before it is closed. */
    private static final int PER_CONNECTION = 20;
    private static final int HOLD_OFF = 12;
    private static final int RIGHT = 235;
    private static final int WRONG = 535;
    private static final double SLOW_MILLIS = 1_000;

    private final SekishoDistribution server;
    private final int accounts;
    private final PrintStream out;
    private final List<Double> logins = new ArrayList<>();
    private int refusedLogins;

    /** Against this server. @param accounts how many it has */
    public GuessesBenchmark(SekishoDistribution server, int accounts, PrintStream out) {
        this.server = server;
        this.accounts = accounts;
        this.out = out;
    }

    /** @throws IOException if a session ends otherwise than a login does */
    public void run(int guesses) throws IOException, InterruptedException {
        for (int user = 0; user < USERS; user++) {
            realLogin(user);
        }
        logins.clear();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE + 1);
        try {
            double before = CpuTime.of(server.processes());
            Future<Integer> users = threads.submit(() -> logInUntil(over));
            int answered = guess(threads, guesses);
            over.set(true);
            int tried = users.get();
            double cpu = CpuTime.of(server.processes()) - before;
            out.printf(
                    "%,d guesses at %d accounts from %,d addresses: %,d answered, one in %.1f; %.1f s of CPU%n",
                    guesses, accounts, ADDRESSES, answered, (double) guesses / Math.max(1, answered), cpu);
            tellOfUsers(tried);
        } catch (ExecutionException e) {
            throw new IOException("a login ended otherwise than one does", e);
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
        refusedInOneConnection();
        refusedInTheirOwn();
    }

    private int guess(ExecutorService threads, int guesses) throws InterruptedException, ExecutionException {
        AtomicInteger answered = new AtomicInteger();
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < guesses; i++) {
            int number = i;
            all.add(() -> {
                // Each address comes to many accounts, and each account is guessed from many addresses.
                int account = (number + number / ADDRESSES * 7) % accounts;
                String user = new TestAccount(account).address();
                int code = authenticate(attacker(number % ADDRESSES), user, "guess" + number);
                return code == WRONG && answered.incrementAndGet() > 0;
            });
        }
        for (Future<Boolean> each : threads.invokeAll(all)) {
            each.get();
        }
        return answered.get();
    }

    private int logInUntil(AtomicBoolean over) throws IOException {
        int tried = 0;
        while (!over.get()) {
            realLogin(tried % USERS);
            tried++;
        }
        return tried;
    }

    /** Each from an address of its own. */
    private void realLogin(int user) throws IOException {
        long start = System.nanoTime();
        int code = authenticate(address(127, 200, 0, 1 + user), new TestAccount(user).address(), TestAccount.PASSWORD);
        logins.add((System.nanoTime() - start) / 1e6);
        refusedLogins += code == RIGHT ? 0 : 1;
    }

    private void tellOfUsers(int tried) {
        List<Double> sorted = logins.stream().sorted().toList();
        long slow = sorted.stream().filter(millis -> millis > SLOW_MILLIS).count();
        out.printf(
                "%,d logins of users meanwhile, from known addresses: %d refused, %d slower than 1 s; median %.0f ms, slowest %.0f ms%n",
                tried, refusedLogins, slow, sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }

    private void refusedInOneConnection() throws IOException {
        InetAddress from = address(127, 201, 0, 1);
        holdOff(from);
        double before = CpuTime.of(server.processes());
        for (int i = 0; i < REFUSED / PER_CONNECTION; i++) {
            try (GuessingClient client = GuessingClient.connect(from, server.imaps())) {
                for (int j = 0; j < PER_CONNECTION; j++) {
                    requireRefused(client.login(new TestAccount(j % accounts).address(), "x")
                            .startsWith("NO [LIMIT]"));
                }
            }
        }
        tellCost("%d in a connection".formatted(PER_CONNECTION), before);
    }

    private void refusedInTheirOwn() throws IOException {
        InetAddress from = address(127, 202, 0, 1);
        holdOff(from);
        double before = CpuTime.of(server.processes());
        for (int i = 0; i < REFUSED; i++) {
            requireRefused(authenticate(from, new TestAccount(i % accounts).address(), "x") == 421);
        }
        tellCost("each with a handshake of its own", before);
    }

    /** By names that are no accounts, which are not guessed by anybody else. */
    private void holdOff(InetAddress from) throws IOException {
        for (int i = 0; i < HOLD_OFF; i++) {
            authenticate(from, "nobody" + i + from.hashCode() + "@" + TestAccount.DOMAIN, "x");
        }
    }

    private static void requireRefused(boolean refused) throws IOException {
        if (!refused) {
            throw new IOException("a guess from an address that is held off was not refused");
        }
    }

    private void tellCost(String how, double before) throws IOException {
        double seconds = CpuTime.of(server.processes()) - before;
        out.printf("%,d refused guesses, %s: %.2f s of CPU%n", REFUSED, how, seconds);
    }

    private int authenticate(InetAddress from, String user, String password) throws IOException {
        try (GuessingClient client = GuessingClient.connect(from, server.submissions())) {
            return client.authenticate(user, password);
        }
    }

    private static InetAddress attacker(int number) throws IOException {
        return address(127, 100 + number / 250, number % 250, 1);
    }

    private static InetAddress address(int... octets) throws IOException {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return InetAddress.getByAddress(bytes);
    }
}
