package dev.sluice.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP tracker that gives everyone the same answer and remembers what it was asked, which no
 * real tracker tells afterwards.
 */
final class RecordingTracker implements AutoCloseable {
  private final ServerSocket socket;
  private final byte[] answer;
  private final List<String> announces = new CopyOnWriteArrayList<>();
  private final Thread thread;

  private RecordingTracker(byte[] answer) {
    try {
      InetSocketAddress endpoint = Loopback.endpoint();
      this.socket = new ServerSocket(endpoint.getPort(), 50, endpoint.getAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.answer = answer;
    this.thread = Thread.ofVirtual().name("recording tracker").start(this::serve);
  }

  /** Starts a tracker that knows these peers of every torrent. */
  static RecordingTracker of(Collection<InetSocketAddress> peers) {
    var compact = ByteBuffer.allocate(6 * peers.size());
    for (InetSocketAddress peer : peers) {
      compact.put(peer.getAddress().getAddress()).putShort((short) peer.getPort());
    }
    String text = new String(compact.array(), StandardCharsets.ISO_8859_1);
    return new RecordingTracker(
        latin("d8:intervali1800e5:peers%d:%se".formatted(compact.capacity(), text)));
  }

  /** Starts a tracker that refuses every torrent. */
  static RecordingTracker refusing(String reason) {
    return new RecordingTracker(
        latin("d14:failure reason%d:%se".formatted(reason.length(), reason)));
  }

  String announce() {
    return "http://"
        + Loopback.text((InetSocketAddress) socket.getLocalSocketAddress())
        + "/announce";
  }

  /** Returns the queries of all announces so far, oldest first. */
  List<String> announces() {
    return List.copyOf(announces);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        var request =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        String firstLine = request.readLine();
        String header = firstLine;
        while (header != null && !header.isEmpty()) {
          header = request.readLine(); // The headers say nothing that matters here.
        }
        if (firstLine == null) {
          continue;
        }
        announces.add(firstLine);
        String head = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(latin(head.formatted(answer.length)));
        client.getOutputStream().write(answer);
      } catch (IOException _) {
        // The client went away, or this was closed: the loop's condition tells which.
      }
    }
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("stopped while closing the tracker", e);
    }
  }
}
