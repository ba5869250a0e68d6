// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.util.Modules;
import java.util.List;
import javax.inject.Provider;
import org.apache.commons.configuration2.HierarchicalConfiguration;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.apache.james.filesystem.api.FileSystem;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.imapserver.netty.IMAPServerFactory;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.modules.protocols.IMAPServerModule;
import org.apache.james.protocols.lib.netty.AbstractConfigurableAsyncServer;

/** James' IMAP decoders, processors and encoders, without James' IMAP servers: listeners are opened by Sekisho alone. */
final class ImapEngineModule extends AbstractModule {

    static Module create() {
        return Modules.override(new IMAPServerModule()).with(new ImapEngineModule());
    }

    @Provides
    @Singleton
    IMAPServerFactory noServers(
            FileSystem fileSystem,
            Provider<ImapDecoder> decoder,
            Provider<ImapEncoder> encoder,
            Provider<ImapProcessor> processor,
            MetricFactory metrics,
            GaugeRegistry gauges) {
        return new IMAPServerFactory(fileSystem, decoder, encoder, processor, metrics, gauges) {
            @Override
            protected List<AbstractConfigurableAsyncServer> createServers(
                    HierarchicalConfiguration<ImmutableNode> config) {
                return List.of();
            }
        };
    }
}
