// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class in which a buffer, an engine or a context was lost without its release. */
final class Leaks implements BeforeAllCallback, AfterAllCallback {
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval, long maximum) {
                return new Recording<>(resource, interval);
            }
        });
    }

    private static final class Recording<T> extends ResourceLeakDetector<T> {
        Recording(Class<?> resource, int interval) {
            super(resource, interval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resource, String records) {
            FOUND.add(resource + records);
        }

        @Override
        protected void reportUntracedLeak(String resource) {
            FOUND.add(resource);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        FOUND.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(found()).isEmpty();
    }

    /** What is lost is reported when something else is allocated after it was collected. */
    static Queue<String> found() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            System.runFinalization();
            io.netty.buffer.ByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
        return FOUND;
    }
}
