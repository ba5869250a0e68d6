// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection of the sink: SMTP with PIPELINING, every command accepted, every message forgotten. */
final class SmtpSinkSession extends ByteToMessageDecoder {
    private static final int LONGEST_COMMAND = 4_096;

    private final SmtpSink sink;
    private final @Nullable SslContext tls;
    private boolean encrypted;
    private boolean inMessage;

    /** @param tls what STARTTLS begins; null if it is not offered */
    SmtpSinkSession(SmtpSink sink, @Nullable SslContext tls) {
        this.sink = sink;
        this.tls = tls;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        say(ctx, "220 sink.example.net ESMTP");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int length = in.bytesBefore((byte) '\n');
        if (length < 0) {
            if (in.readableBytes() > LONGEST_COMMAND) {
                ctx.close();
            }
            return;
        }
        ByteBuf line = in.readSlice(length + 1);
        if (!inMessage) {
            command(ctx, line.toString(StandardCharsets.UTF_8).strip().toUpperCase(Locale.ROOT));
        } else if (length == 2 && line.getByte(line.readerIndex()) == '.') {
            inMessage = false;
            sink.taken();
            say(ctx, "250 2.0.0 thrown away");
        }
    }

    private void command(ChannelHandlerContext ctx, String command) {
        switch (command.split(" ", 2)[0]) {
            case "EHLO" -> {
                String offer = tls == null || encrypted ? "" : "250-STARTTLS\r\n";
                say(ctx, "250-sink.example.net\r\n250-PIPELINING\r\n250-8BITMIME\r\n" + offer + "250 SIZE 0");
            }
            case "STARTTLS" -> startTls(ctx);
            case "DATA" -> {
                inMessage = true;
                say(ctx, "354 go on");
            }
            case "QUIT" -> {
                say(ctx, "221 2.0.0 bye");
                ctx.close();
            }
            default -> say(ctx, "250 2.0.0 fine");
        }
    }

    private void startTls(ChannelHandlerContext ctx) {
        if (tls == null || encrypted) {
            say(ctx, "503 5.5.1 not offered");
            return;
        }
        say(ctx, "220 2.0.0 go ahead");
        encrypted = true;
        ctx.pipeline().addFirst(tls.newHandler(ctx.alloc()));
    }

    private static void say(ChannelHandlerContext ctx, String lines) {
        ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), lines + "\r\n"), ctx.voidPromise());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The client went away; what it did not finish is not counted.
        ctx.close();
    }
}
