package dev.sluice.transport.proxy;

import dev.sluice.transport.Connection;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A stream to the proxy while it is asked for a way on, read to the byte and no further. */
public interface ProxyStream {
  /** Writes all of {@code bytes}. */
  void write(byte[] bytes) throws IOException;

  /** Returns the next {@code count} bytes, waiting for them. */
  byte[] read(int count) throws IOException;

  /** Returns the stream of a socket. */
  static ProxyStream over(Socket socket) {
    return new ProxyStream() {
      @Override
      public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
      }

      @Override
      public byte[] read(int count) throws IOException {
        byte[] bytes = new byte[count];
        new DataInputStream(socket.getInputStream()).readFully(bytes);
        return bytes;
      }
    };
  }

  /** Returns the stream of a connection. */
  static ProxyStream over(Connection connection) {
    return new ProxyStream() {
      @Override
      public void write(byte[] bytes) throws IOException {
        connection.write(ByteBuffer.wrap(bytes));
      }

      @Override
      public byte[] read(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
          if (connection.read(bytes) < 0) {
            throw new EOFException("hung up");
          }
        }
        return bytes.array();
      }
    };
  }
}
