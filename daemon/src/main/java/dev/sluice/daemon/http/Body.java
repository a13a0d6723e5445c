package dev.sluice.daemon.http;

import java.io.IOException;
import java.io.OutputStream;

/** The bytes of an answer, which may still have to come. */
public interface Body extends AutoCloseable {
  /** Returns how many there are. */
  long lengthBytes();

  /**
   * Writes all of them, waiting for those that are not there.
   *
   * @throws IOException if they will not come, or the client does not take them
   */
  void writeTo(OutputStream out) throws IOException;

  /**
   * Lets go of what the body needs, and ends a {@link #writeTo} that waits. Called once or more, by
   * any thread: when all is written, when it failed, and as soon as the client has hung up.
   */
  @Override
  void close();
}
