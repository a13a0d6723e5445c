package dev.sluice.transport.mse;

import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection whose bytes are encrypted both ways, each in the buffer that it is read into or
 * written from. Its reader owns one cipher, its writer the other.
 */
final class Rc4Connection implements Connection {
  private final Connection connection;
  private final Rc4 incoming;
  private final Rc4 outgoing;

  Rc4Connection(Connection connection, Rc4 incoming, Rc4 outgoing) {
    this.connection = connection;
    this.incoming = incoming;
    this.outgoing = outgoing;
  }

  @Override
  public PeerAddress remote() {
    return connection.remote();
  }

  @Override
  public Carrier carrier() {
    return connection.carrier();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int from = target.position();
    int count = connection.read(target);
    incoming.apply(target, from, target.position());
    return count;
  }

  @Override
  public long read(ByteBuffer first, ByteBuffer second) throws IOException {
    int fromFirst = first.position();
    int fromSecond = second.position();
    long count = connection.read(first, second);
    incoming.apply(first, fromFirst, first.position());
    incoming.apply(second, fromSecond, second.position());
    return count;
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    outgoing.apply(source);
    connection.write(source);
  }

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return "rc4 " + connection;
  }
}
