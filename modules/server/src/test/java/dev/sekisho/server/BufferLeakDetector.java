// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a class of tests during which a buffer was lost: every buffer is watched, in every test of this module. */
public final class BufferLeakDetector implements BeforeAllCallback, AfterAllCallback {
    private static final int COLLECTIONS = 5;
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Reporting());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        LEAKS.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            // A lost buffer is reported when the next one is given out.
            PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        if (!LEAKS.isEmpty()) {
            throw new AssertionError(LEAKS.size() + " buffers were lost, the first of them:\n" + LEAKS.peek());
        }
    }

    private static final class Reporting extends ResourceLeakDetectorFactory {
        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
            return new ResourceLeakDetector<>(resource, 1) {
                @Override
                protected void reportTracedLeak(String type, String records) {
                    LEAKS.add(type + records);
                }

                @Override
                protected void reportUntracedLeak(String type) {
                    LEAKS.add(type);
                }
            };
        }

        @Override
        @Deprecated
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return newResourceLeakDetector(resource, samplingInterval);
        }
    }
}
