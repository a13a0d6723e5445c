package dev.sluice.transport.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A socket whose every read obeys one deadline and an interrupt of its thread.
 *
 * <p>It inherits code, against the custom of this house: TLS is layered over a {@code Socket}, and
 * only its input stream sees each single read of a handshake that arrives drop by drop.
 *
 * <p>Belongs to the thread that asks.
 */
final class DeadlineSocket extends Socket {
  /** How long an interrupt may go unseen on a platform thread; virtual threads see it at once. */
  private static final int SLICE_MILLIS = 200;

  private final Deadline deadline;

  DeadlineSocket(Deadline deadline) {
    this.deadline = deadline;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new BoundedInput(super.getInputStream());
  }

  private final class BoundedInput extends FilterInputStream {
    BoundedInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      while (true) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted");
        }
        setSoTimeout(Math.min(deadline.remainingMillis(), SLICE_MILLIS));
        try {
          return super.read(bytes, offset, length);
        } catch (SocketTimeoutException sliceIsOver) {
          // Nothing is lost: the next turn looks at the deadline and reads on.
        }
      }
    }
  }
}
