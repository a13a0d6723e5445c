package dev.sluice.transport.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A loopback server that answers every request with bytes of the test's choice, however wrong. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Script script;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** What the server sends; the connection closes at its end. */
  @FunctionalInterface
  interface Script {
    void answer(OutputStream out) throws IOException;
  }

  ScriptedServer(Script script) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.script = script;
    Thread.ofVirtual().name("scripted-server").start(this::serve);
  }

  /** Returns one that sends {@code text}, its characters as bytes. */
  static ScriptedServer saying(String text) throws IOException {
    return new ScriptedServer(out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        requests.add(head(client.getInputStream()));
        script.answer(client.getOutputStream());
      } catch (IOException clientIsGone) {
        // It has seen enough, or the test is over.
      }
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("no request");
      }
      head.append((char) b);
    }
    return head.toString();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
  }

  /** Returns the heads of the requests so far. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
