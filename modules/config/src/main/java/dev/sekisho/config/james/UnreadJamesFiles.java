// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.james;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import java.util.Map;
import java.util.Set;

/** Files of a James installation that nothing here reads, each with where its matter is now; and files that nobody knows. */
public final class UnreadJamesFiles {
    private static final String REMOVE = "remove the file";
    private static final String STORE = "data is in the store that store.xml names; " + REMOVE;

    /** Files that James' own parts in this server read, and those that are refused elsewhere. */
    private static final Set<String> KNOWN_ELSEWHERE = Set.of(
            "recipientrewritetable.xml",
            "dnsservice.xml",
            "listeners.xml",
            "batchsizes.properties",
            "database.properties",
            "james-database.properties",
            "extensions.properties");

    private static final Map<String, String> NOT_READ = Map.ofEntries(
            Map.entry("lmtpserver.xml", "this service of James is not available; " + REMOVE),
            Map.entry("managesieveserver.xml", "this service of James is not available; " + REMOVE),
            Map.entry("mailrepositorystore.xml", "repositories are in the store, as store:// and file://; " + REMOVE),
            Map.entry("jmap.properties", "JMAP is not available; " + REMOVE),
            Map.entry(
                    "webadmin.properties",
                    "James' webadmin is not available; use the commands of 'sekisho'; " + REMOVE),
            Map.entry("jmx.properties", "James' JMX port is not available; use 'sekisho status'; " + REMOVE),
            Map.entry("jvm.properties", "Java options are in jvm.options; " + REMOVE),
            Map.entry("healthcheck.properties", "use 'sekisho status'; " + REMOVE),
            Map.entry("deletedMessageVault.properties", "there is no vault for deleted messages; " + REMOVE),
            Map.entry("tika.properties", "texts of attachments are not indexed; " + REMOVE),
            Map.entry("opensearch.properties", "there is no separate index; " + REMOVE),
            Map.entry("elasticsearch.properties", "there is no separate index; " + REMOVE),
            Map.entry("blob.properties", STORE),
            Map.entry("cassandra.properties", STORE),
            Map.entry("cassandra-driver.conf", STORE),
            Map.entry("rabbitmq.properties", STORE),
            Map.entry("activemq.properties", STORE),
            Map.entry("droplists.properties", REMOVE),
            Map.entry("redis.properties", STORE));

    private UnreadJamesFiles() {}

    /**
     * Tells of a file that nothing reads.
     *
     * @param used true if Sekisho or another file needs it
     */
    public static void check(String name, boolean used, ProblemList problems) {
        String instead = NOT_READ.get(name);
        if (instead != null) {
            problems.warn(SourcePosition.ofFile(name), "", "nothing reads this file of James", instead);
        } else if (!used
                && !KNOWN_ELSEWHERE.contains(name)
                && (name.endsWith(".xml") || name.endsWith(".properties"))) {
            problems.warn(
                    SourcePosition.ofFile(name),
                    "",
                    "nothing reads this file",
                    "compare its name with docs/configuration.md, or remove it");
        }
    }
}
