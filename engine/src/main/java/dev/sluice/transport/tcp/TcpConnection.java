package dev.sluice.transport.tcp;

import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Connection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection over a blocking socket channel. */
final class TcpConnection implements Connection {
  private final SocketChannel channel;
  private final PeerAddress remote;

  /** Takes over an open, connected channel. */
  TcpConnection(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.remote = PeerAddress.of((InetSocketAddress) channel.getRemoteAddress());
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  @Override
  public PeerAddress remote() {
    return remote;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public long read(ByteBuffer first, ByteBuffer second) throws IOException {
    return channel.read(new ByteBuffer[] {first, second});
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      channel.write(source);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The descriptor is gone either way, and nobody waits for bytes on it any more.
    }
  }

  @Override
  public String toString() {
    return "tcp " + remote;
  }
}
