// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.fixture.OpenStore;
import java.time.Clock;
import org.apache.james.queue.api.DelayedManageableMailQueueContract;
import org.apache.james.queue.api.DelayedPriorityMailQueueContract;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueFactoryContract;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.ManageableMailQueueFactoryContract;
import org.apache.james.queue.api.PriorityManageableMailQueueContract;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** James' contracts of queues and of their factory. They mostly wait, so they run beside the others. */
@Execution(ExecutionMode.CONCURRENT)
class SqlMailQueueContractsTest {

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class OnSqlite {
        @RegisterExtension
        final OpenStore open = OpenStore.onSqlite();

        @Nested
        @Execution(ExecutionMode.SAME_THREAD)
        class AQueue extends QueueOn {
            @Override
            OpenStore open() {
                return open;
            }
        }

        @Nested
        @Execution(ExecutionMode.SAME_THREAD)
        class AFactory extends FactoryOn {
            @Override
            OpenStore open() {
                return open;
            }
        }
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class OnPostgresql {
        @RegisterExtension
        final OpenStore open = OpenStore.onPostgresql();

        @Nested
        @Execution(ExecutionMode.SAME_THREAD)
        class AQueue extends QueueOn {
            @Override
            OpenStore open() {
                return open;
            }
        }

        @Nested
        @Execution(ExecutionMode.SAME_THREAD)
        class AFactory extends FactoryOn {
            @Override
            OpenStore open() {
                return open;
            }
        }
    }

    abstract static class QueueOn
            implements DelayedManageableMailQueueContract,
                    DelayedPriorityMailQueueContract,
                    PriorityManageableMailQueueContract {
        private SqlMailQueueFactory factory;
        private SqlMailQueue queue;

        abstract OpenStore open();

        @BeforeEach
        void createQueue() {
            factory = new SqlMailQueueFactory(
                    open().database(), new RawMailQueueItemDecoratorFactory(), Clock.systemUTC());
            queue = factory.createQueue(MailQueueName.of("test"));
        }

        @AfterEach
        void closeFactory() {
            factory.close();
        }

        @Override
        public ManageableMailQueue getManageableMailQueue() {
            return queue;
        }

        @Override
        public ManageableMailQueue getMailQueue() {
            return queue;
        }
    }

    abstract static class FactoryOn
            implements MailQueueFactoryContract<SqlMailQueue>, ManageableMailQueueFactoryContract<SqlMailQueue> {
        private SqlMailQueueFactory factory;

        abstract OpenStore open();

        @BeforeEach
        void createFactory() {
            factory = new SqlMailQueueFactory(
                    open().database(), new RawMailQueueItemDecoratorFactory(), Clock.systemUTC());
        }

        @AfterEach
        void closeFactory() {
            factory.close();
        }

        @Override
        public MailQueueFactory<SqlMailQueue> getMailQueueFactory() {
            return factory;
        }
    }
}
