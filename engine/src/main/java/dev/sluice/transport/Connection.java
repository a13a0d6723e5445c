package dev.sluice.transport;

import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stream of bytes to and from one peer, however it travels.
 *
 * <p>One thread may read while another writes; both wait. {@link #close} from any thread ends both
 * waits with an exception.
 */
public interface Connection extends AutoCloseable {
  /** Returns the other end's address; for an incoming connection the port it came from. */
  PeerAddress remote();

  /** Returns by what its bytes travel. */
  default Carrier carrier() {
    return Carrier.TCP;
  }

  /**
   * Reads some bytes, waiting for the first.
   *
   * @return how many came, or -1 when the other end has finished
   */
  int read(ByteBuffer target) throws IOException;

  /**
   * Reads some bytes into {@code first} and, when that is full, {@code second}; one system call.
   *
   * @return how many came, or -1 when the other end has finished
   */
  long read(ByteBuffer first, ByteBuffer second) throws IOException;

  /**
   * Writes all that remains in {@code source}, waiting while the peer takes nothing.
   *
   * @param source its bytes are not the same afterwards if the connection encrypts them
   */
  void write(ByteBuffer source) throws IOException;

  /** Ends both directions; never fails, and may be called again. */
  @Override
  void close();
}
