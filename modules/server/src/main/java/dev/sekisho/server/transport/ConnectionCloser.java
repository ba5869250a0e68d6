// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.server.transport.output.OutputWriter;
import dev.sekisho.server.transport.proxy.ProxiedClient;
import dev.sekisho.server.transport.worker.PendingWork;
import dev.sekisho.server.transport.worker.WorkerTask;
import io.netty.channel.Channel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.compression.DecompressionException;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Ends one connection: because its session wants it, for a failure, or for a client that is silent or slow. Confined to its event loop but
 * for {@link #failedWork}.
 */
final class ConnectionCloser {
    private final Channel channel;
    private final ConnectionLife life;
    private final PendingWork work;
    private final OutputWriter output;
    private final TlsLayer tls;
    private final ConnectionMessages log;
    private boolean gone;

    ConnectionCloser(
            Channel channel,
            ConnectionLife life,
            PendingWork work,
            OutputWriter output,
            TlsLayer tls,
            ConnectionMessages log) {
        this.channel = channel;
        this.life = life;
        this.work = work;
        this.output = output;
        this.tls = tls;
        this.log = log;
    }

    /** True until the connection is being closed. */
    boolean open() {
        return !life.closing() && channel.isActive();
    }

    /** Closes when what was written has left, in a way that lets the client read it. */
    void close(EndReason why) {
        life.end(why);
        output.afterwards(() -> LingeringClose.close(channel));
    }

    private void abort(EndReason why) {
        life.end(why);
        channel.close();
    }

    /** The client spoke before it was greeted. */
    void earlyTalker() {
        log.earlyTalker(client());
        close(EndReason.EARLY_TALKER);
    }

    /** Octets came in clear behind STARTTLS or STLS. */
    void injection(int octets) {
        log.injection(client(), octets);
        close(EndReason.INJECTION);
    }

    void handshakeFailed(Throwable cause) {
        if (!life.closing()) {
            tls.logFailure(client(), cause);
            abort(EndReason.HANDSHAKE_FAILED);
        }
    }

    /** Something failed that Netty reports: the connection itself, its TLS, or a handler of ours. */
    void failed(Throwable cause) {
        if (cause instanceof Error) {
            fault(cause);
        } else if (life.handshaking()) {
            handshakeFailed(cause);
        } else if (cause instanceof DecompressionException) {
            log.notDeflated(client(), cause);
            channel.close();
        } else if (cause instanceof IOException || cause instanceof DecoderException) {
            log.broken(client(), cause);
            channel.close();
        } else {
            fault(cause);
        }
    }

    /** Ends the connection for a failure of ours, whatever it is. */
    void fault(Throwable cause) {
        boolean greeted = life.greeted();
        try {
            logFault(cause);
            if (greeted) {
                life.session().failed();
                close(EndReason.FAULT);
                return;
            }
        } catch (Throwable another) {
            if (another != cause) {
                cause.addSuppressed(another);
            }
        }
        abort(EndReason.FAULT);
    }

    /** Logs a failure of ours. */
    void logFault(Throwable cause) {
        log.fault(id(), client(), cause);
    }

    /** Ends the connection for a failure of work that nobody waits for; called by a worker. */
    void failedWork(Throwable cause) {
        channel.eventLoop().execute(() -> fault(cause));
    }

    /** Neither the client nor a worker has done anything for as long as a client may be silent. */
    void silentForTooLong() {
        WorkerTask overdue = work.overdue();
        if (!life.greeted() || work.waitsForClient() || !output.idle()) {
            channel.close();
        } else if (!work.waiting()) {
            life.session().idle();
            close(EndReason.IDLE);
        } else if (overdue != null) {
            log.stuck(id(), client(), overdue);
            abort(EndReason.FAULT);
        }
    }

    /** The client sends too slowly. */
    void tooSlow(SlowClientReason why) {
        if (life.closing()) {
            return;
        }
        log.tooSlow(client(), why);
        if (life.greeted() && output.idle()) {
            life.session().tooSlow(why);
            close(EndReason.SLOW);
        } else {
            abort(EndReason.SLOW);
        }
    }

    /** The client takes too little of what it asked for. */
    void takesTooLittle() {
        log.takesTooLittle(client());
        channel.close();
    }

    /** The connection is gone. */
    void gone() {
        life.gone();
        work.forgetClient();
        gone = true;
        try {
            output.end();
        } catch (IOException e) {
            log.broken(client(), e);
        }
    }

    /** Tells the session that the connection is gone; while a worker is busy with what the session holds, that waits. */
    void reportClosed() {
        if (gone && !work.waiting()) {
            gone = false;
            life.session().closed(life.reason());
        }
    }

    private InetSocketAddress client() {
        return ProxiedClient.addressOf(channel);
    }

    private String id() {
        return channel.id().asShortText();
    }
}
