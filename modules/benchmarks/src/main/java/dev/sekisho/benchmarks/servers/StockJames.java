// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * James 3.8.1 as it is, in memory: nothing it accepts is written to a disk. JMAP, JMX and all listeners but two are off, and mail goes
 * straight to the mailbox, with neither Sieve nor vacation notices on its way.
 */
public final class StockJames implements MailServer {
    private final ServerDaemon daemon;
    private final int submissions;
    private final int pop3s;

    private StockJames(ServerDaemon daemon, int submissions, int pop3s) {
        this.daemon = daemon;
        this.submissions = submissions;
        this.pop3s = pop3s;
    }

    /**
     * Starts it.
     *
     * @param libraries the folder with its jars
     * @param javaOptions options of its Java
     */
    public static StockJames start(Path libraries, ServerSetup setup, List<String> javaOptions) throws IOException {
        int submissions = ServerDaemon.freePort();
        int pop3s = ServerDaemon.freePort();
        int admin = ServerDaemon.freePort();
        configure(setup, submissions, pop3s, admin);
        List<String> words = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        words.addAll(javaOptions);
        words.add("-Dworking.directory=" + setup.folder());
        words.add("-Dlogback.configurationFile=" + setup.folder().resolve("conf/logback.xml"));
        words.addAll(List.of("-cp", libraries + "/*", "org.apache.james.MemoryJamesServerMain"));
        ServerDaemon daemon = ServerDaemon.start(setup.folder().resolve("console.log"), words, Map.of());
        daemon.awaitPort(pop3s);
        daemon.awaitPort(submissions);
        daemon.awaitPort(admin);
        addAccounts(setup.accounts(), admin);
        return new StockJames(daemon, submissions, pop3s);
    }

    private static void addAccounts(int accounts, int admin) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        put(client, admin, "/domains/" + TestAccount.DOMAIN, "");
        for (int number = 0; number < accounts; number++) {
            String body = "{\"password\":\"" + TestAccount.PASSWORD + "\"}";
            put(client, admin, "/users/" + new TestAccount(number).address(), body);
        }
    }

    private static void put(HttpClient client, int admin, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + path))
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 204) {
                throw new IOException(path + ": wanted 204, got " + response.statusCode() + " " + response.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void configure(ServerSetup setup, int submissions, int pop3s, int admin) throws IOException {
        Path conf = Files.createDirectories(setup.folder().resolve("conf"));
        String tls = """
                <connectionBacklog>200</connectionBacklog>
                <tls socketTLS="true" startTLS="false"><keystore>file://%s</keystore>
                  <keystoreType>PKCS12</keystoreType><secret>%s</secret></tls>
                """.formatted(setup.key().pkcs12(), KeyFiles.PASSWORD);
        write(conf, "smtpserver.xml", """
                <smtpservers><smtpserver enabled="true"><jmxName>submissions</jmxName><bind>127.0.0.1:%d</bind>%s
                  <auth><announce>always</announce><requireSSL>true</requireSSL><plainAuthEnabled>true</plainAuthEnabled></auth>
                  <verifyIdentity>true</verifyIdentity>
                  <maxmessagesize>0</maxmessagesize>
                  <handlerchain enableJmx="false">
                    <handler class="org.apache.james.smtpserver.fastfail.ValidRcptHandler"/>
                    <handler class="org.apache.james.smtpserver.CoreCmdHandlerLoader"/>
                  </handlerchain></smtpserver></smtpservers>
                """.formatted(submissions, tls));
        write(conf, "pop3server.xml", """
                <pop3servers><pop3server enabled="true"><jmxName>pop3s</jmxName><bind>127.0.0.1:%d</bind>%s
                  <handlerchain enableJmx="false"><handler class="org.apache.james.pop3server.core.CoreCmdHandlerLoader"/>
                  </handlerchain></pop3server></pop3servers>
                """.formatted(pop3s, tls));
        write(conf, "imapserver.xml", "<imapservers/>\n");
        write(conf, "managesieveserver.xml", "<managesieveservers/>\n");
        write(conf, "mailetcontainer.xml", mailets(setup.disposition()));
        services(conf, admin);
    }

    private static String mailets(MailDisposition disposition) {
        String first = disposition instanceof MailDisposition.Discarded
                ? "<mailet match=\"All\" class=\"Null\"/>"
                : remote(disposition);
        return """
                <mailetcontainer enableJmx="false">
                  <context><postmaster>postmaster</postmaster></context>
                  <spooler><threads>8</threads><errorRepository>memory://var/mail/error/</errorRepository></spooler>
                  <processors>
                    <processor state="root" enableJmx="false">%s
                      <mailet match="All" class="ToProcessor"><processor>transport</processor></mailet></processor>
                    <processor state="transport" enableJmx="false">
                      <mailet match="All" class="RemoveMimeHeader"><name>bcc</name></mailet>
                      <mailet match="All" class="RecipientRewriteTable"/>
                      <mailet match="RecipientIsLocal" class="LocalDelivery"/>
                      <mailet match="All" class="Null"/></processor>
                    <processor state="error" enableJmx="false"><mailet match="All" class="ToRepository">
                      <repositoryPath>memory://var/mail/error/</repositoryPath></mailet></processor>
                    <processor state="local-address-error" enableJmx="false"><mailet match="All" class="Null"/></processor>
                    <processor state="relay-denied" enableJmx="false"><mailet match="All" class="Null"/></processor>
                    <processor state="bounces" enableJmx="false"><mailet match="All" class="Null"/></processor>
                    <processor state="rrt-error" enableJmx="false"><mailet match="All" class="Null"/></processor>
                  </processors>
                </mailetcontainer>
                """.formatted(first);
    }

    private static String remote(MailDisposition disposition) {
        return disposition instanceof MailDisposition.Relayed relayed ? """
                <mailet match="All" class="RemoteDelivery"><outgoing>outgoing</outgoing><maxRetries>1</maxRetries>
                  <deliveryThreads>16</deliveryThreads><gateway>127.0.0.1:%d</gateway><bounceProcessor>bounces</bounceProcessor>
                </mailet>
                """.formatted(relayed.port()) : "";
    }

    private static void services(Path conf, int admin) throws IOException {
        write(conf, "jmap.properties", "enabled=false\n");
        write(conf, "jmx.properties", "jmx.enabled=false\n");
        write(conf, "webadmin.properties", "enabled=true\nport=" + admin + "\nhost=127.0.0.1\nhttps.enabled=false\n");
        write(conf, "extensions.properties", "\n");
        write(conf, "healthcheck.properties", "healthcheck.period=1d\n");
        write(conf, "listeners.xml", "<listeners/>\n");
        write(conf, "recipientrewritetable.xml", "<recipientrewritetable/>\n");
        write(conf, "dnsservice.xml", """
                <dnsservice><autodiscover>false</autodiscover><servers><server>127.0.0.1</server></servers></dnsservice>
                """);
        write(conf, "domainlist.xml", """
                <domainlist><autodetect>false</autodetect><autodetectIP>false</autodetectIP>
                  <defaultDomain>localhost</defaultDomain></domainlist>
                """);
        write(conf, "usersrepository.xml", """
                <usersrepository><algorithm>PBKDF2-SHA512</algorithm><enableVirtualHosting>true</enableVirtualHosting>
                </usersrepository>
                """);
        write(conf, "mailrepositorystore.xml", """
                <mailrepositorystore><defaultProtocol>memory</defaultProtocol><mailrepositories>
                  <mailrepository class="org.apache.james.mailrepository.memory.MemoryMailRepository">
                    <protocols><protocol>memory</protocol></protocols></mailrepository>
                </mailrepositories></mailrepositorystore>
                """);
        write(conf, "logback.xml", """
                <configuration><appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                  <encoder><pattern>%d %-5level %logger %msg%n</pattern></encoder></appender>
                  <root level="INFO"><appender-ref ref="out"/></root></configuration>
                """);
    }

    private static void write(Path conf, String name, String text) throws IOException {
        Files.writeString(conf.resolve(name), text);
    }

    @Override
    public String name() {
        return "stock James 3.8.1";
    }

    @Override
    public InetSocketAddress submissions() {
        return ServerDaemon.loopback(submissions);
    }

    @Override
    public InetSocketAddress pop3s() {
        return ServerDaemon.loopback(pop3s);
    }

    @Override
    public List<Long> processes() {
        return List.of(daemon.pid());
    }

    @Override
    public void close() {
        daemon.close();
    }
}
