// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A session of openssl's client, held open until it is closed here, for two minutes at most. */
public final class OpensslSession implements AutoCloseable {
    private final Process process;
    private final BufferedReader heard;

    private OpensslSession(Process process) {
        this.process = process;
        this.heard = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** Connects to a port of this machine, with further options of {@code openssl s_client}. */
    public static OpensslSession start(int port, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("timeout", "120", "openssl", "s_client", "-crlf", "-ign_eof"));
        words.addAll(List.of("-connect", "127.0.0.1:" + port));
        words.addAll(List.of(options));
        return new OpensslSession(
                new ProcessBuilder(words).redirectErrorStream(true).start());
    }

    public OpensslSession say(String line) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return this;
    }

    /** The next line that is a reply of SMTP. */
    public String next() throws IOException {
        for (String line = heard.readLine(); line != null; line = heard.readLine()) {
            if (line.matches("[0-9]{3} .*")) {
                return line;
            }
        }
        throw new IOException("the connection ended");
    }

    /** Reads on until a line that has the text in it. */
    public OpensslSession await(String text) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = heard.readLine(); line != null; line = heard.readLine()) {
            all.append(line).append('\n');
            if (line.contains(text)) {
                return this;
            }
        }
        throw new IOException(text + " was not heard, but\n" + all);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
