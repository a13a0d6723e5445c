package dev.sluice.transport;

import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection of which somebody has read the beginning: it is read again, then the rest.
 *
 * <p>Who has to look at the first bytes to see what they are passes the connection on as if they
 * had not been touched.
 */
public final class ReplayedConnection implements Connection {
  private final Connection connection;
  private final ByteBuffer beginning;

  private ReplayedConnection(Connection connection, ByteBuffer beginning) {
    this.connection = connection;
    this.beginning = beginning;
  }

  /**
   * Returns a connection that reads {@code beginning} first.
   *
   * @param connection [own]
   * @param beginning [own] what remains in it was read already
   */
  public static Connection of(Connection connection, ByteBuffer beginning) {
    return beginning.hasRemaining() ? new ReplayedConnection(connection, beginning) : connection;
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
    return beginning.hasRemaining() ? replay(target) : connection.read(target);
  }

  @Override
  public long read(ByteBuffer first, ByteBuffer second) throws IOException {
    if (!beginning.hasRemaining()) {
      return connection.read(first, second);
    }
    return (long) replay(first) + replay(second);
  }

  private int replay(ByteBuffer target) {
    int count = Math.min(target.remaining(), beginning.remaining());
    int end = beginning.position() + count;
    target.put(beginning.duplicate().limit(end));
    beginning.position(end);
    return count;
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    connection.write(source);
  }

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return connection.toString();
  }
}
