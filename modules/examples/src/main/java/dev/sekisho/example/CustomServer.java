// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import dev.sekisho.server.SekishoServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * An application that assembles the server itself. Its class path has {@code sekisho-server} with what that needs, so nothing has to be put
 * into {@code extensions-jars/}, and no module into {@code extensions.properties}.
 */
public final class CustomServer {
    private CustomServer() {}

    /** Runs a server until the process is stopped. @param arguments the home folder, which has {@code conf} */
    public static void main(String[] arguments) throws Exception {
        SekishoServer server = start(Path.of(arguments[0]));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            ended.countDown();
                        },
                        "stop"));
        ended.await();
    }

    /** Starts a server with our module. */
    static SekishoServer start(Path home) throws Exception {
        return SekishoServer.builder(home).with(new ExampleModule()).start();
    }
}
