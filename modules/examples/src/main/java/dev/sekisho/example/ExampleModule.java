// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.example;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import com.google.inject.multibindings.Multibinder;
import dev.sekisho.server.sasl.SaslMechanism;
import dev.sekisho.server.smtp.extension.SmtpExtension;

/**
 * A Guice module of our own. {@code guice.extension.module=dev.sekisho.example.ExampleModule} in {@code conf/extensions.properties} names it;
 * an application gives it to the server's builder instead, as {@link CustomServer} does.
 */
public final class ExampleModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(MessageCounter.class).in(Scopes.SINGLETON);
        Multibinder.newSetBinder(binder(), SmtpExtension.class).addBinding().to(CountCommand.class);
        Multibinder.newSetBinder(binder(), SaslMechanism.class).addBinding().to(TokenMechanism.class);
    }
}
