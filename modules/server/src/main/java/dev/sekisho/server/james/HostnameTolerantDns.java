// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.inject.Inject;
import org.apache.james.dnsservice.dnsjava.DNSJavaService;
import org.apache.james.metrics.api.MetricFactory;

/** James' DNS service, which also starts on a machine whose own name is neither in {@code /etc/hosts} nor in the DNS. */
final class HostnameTolerantDns extends DNSJavaService {
    @Inject
    HostnameTolerantDns(MetricFactory metrics) {
        super(metrics);
    }

    @Override
    public InetAddress getLocalHost() {
        try {
            return InetAddress.getLocalHost();
        } catch (UnknownHostException nameless) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
