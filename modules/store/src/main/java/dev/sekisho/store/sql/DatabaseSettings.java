// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** Which database holds the store, and how it is reached. */
public sealed interface DatabaseSettings {
    /** What the function for these settings makes of them. */
    <T> T fold(Function<Sqlite, T> sqlite, Function<Postgresql, T> postgresql);

    /**
     * One SQLite file, for one machine.
     *
     * @param file the database; made with mode 0600 when absent, as are its {@code -wal} and {@code -shm} companions
     * @param readers how many reads may run at once
     * @param lockWait how long a write waits for another process (the command line) that is writing
     * @param reserve bytes of free disk space that new message bodies leave untouched, so that what is already
     *     accepted can still be delivered; 0 for none
     */
    record Sqlite(Path file, int readers, Duration lockWait, long reserve) implements DatabaseSettings {

        /** 64 MiB. */
        public static final long DEFAULT_RESERVE = 64L << 20;

        /** Refuses numbers that cannot work. */
        public Sqlite {
            if (readers < 1 || lockWait.isNegative() || reserve < 0) {
                throw new IllegalArgumentException(
                        "readers must be at least 1, lockWait and reserve not negative: found readers=" + readers
                                + ", lockWait=" + lockWait + ", reserve=" + reserve);
            }
        }

        /** The file with the defaults: 8 readers, 10 seconds, 64 MiB. */
        public static Sqlite at(Path file) {
            return new Sqlite(file, 8, Duration.ofSeconds(10), DEFAULT_RESERVE);
        }

        @Override
        public <T> T fold(Function<Sqlite, T> sqlite, Function<Postgresql, T> postgresql) {
            return sqlite.apply(this);
        }
    }

    /**
     * One database of a PostgreSQL server (or of what speaks its protocol), shared by any number of nodes.
     *
     * @param url a JDBC URL such as {@code jdbc:postgresql://127.0.0.1:5432/sekisho}; may carry the driver's own
     *     parameters ({@code sslmode}, {@code socketTimeout}), never a password
     * @param user the database's user
     * @param password that user's password, empty where the server asks for none; never printed
     * @param connections how many connections this node may hold
     * @param connectionWait how long a unit of work waits for a free connection
     */
    record Postgresql(String url, String user, String password, int connections, Duration connectionWait)
            implements DatabaseSettings {

        private static final String SCHEME = "jdbc:postgresql:";

        /** Refuses what cannot work. */
        public Postgresql {
            if (!url.startsWith(SCHEME)) {
                throw new IllegalArgumentException("url must start with " + SCHEME);
            }
            if (url.contains("password=")) {
                throw new IllegalArgumentException("url must not carry a password; give it as the password setting");
            }
            if (connections < 2) {
                throw new IllegalArgumentException("connections must be at least 2: found " + connections);
            }
        }

        /** With the defaults: 16 connections, 10 seconds. */
        public static Postgresql at(String url, String user, String password) {
            return new Postgresql(url, user, password, 16, Duration.ofSeconds(10));
        }

        /** The same with another number of connections. */
        public Postgresql withConnections(int number) {
            return new Postgresql(url, user, password, number, connectionWait);
        }

        /** Host, port and database, as an operator knows it: the URL without the driver's parameters. */
        public String place() {
            String named = url.substring(SCHEME.length()).replaceFirst("^/*", "");
            int parameters = named.indexOf('?');
            return "PostgreSQL " + (parameters < 0 ? named : named.substring(0, parameters));
        }

        @Override
        public <T> T fold(Function<Sqlite, T> sqlite, Function<Postgresql, T> postgresql) {
            return postgresql.apply(this);
        }

        @Override
        public String toString() {
            return "Postgresql[place=" + place() + ", user=" + user + ", connections=" + connections + "]";
        }
    }
}
