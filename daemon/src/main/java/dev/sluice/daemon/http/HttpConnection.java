package dev.sluice.daemon.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One client: asks and is answered, again and again.
 *
 * <p>While an answer is written, a second thread waits for what the client sends next. If that is
 * nothing any more, the client has hung up, and the answer is let go at once, even if it waits for
 * bytes that are far from here.
 */
final class HttpConnection {
  /** How long a client may take to send its first request, pause by pause. */
  private static final Duration FIRST_REQUEST = Duration.ofSeconds(10);

  /** How long a client may think between two requests. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Socket socket;
  private final Function<HttpRequest, HttpResponse> site;
  private final RequestReader requests;
  private final OutputStream out;

  HttpConnection(Socket socket, Function<HttpRequest, HttpResponse> site) throws IOException {
    this.socket = socket;
    this.site = site;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) FIRST_REQUEST.toMillis());
    this.requests = new RequestReader(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
  }

  /** Answers until the client goes, or the connection is closed. */
  void run() throws IOException, InterruptedException {
    try {
      Optional<HttpRequest> request = requests.next();
      socket.setSoTimeout(0); // from now on whoever waits is woken by a close
      while (request.isPresent() && answer(request.get())) {
        request = requests.next();
      }
    } catch (BadRequest e) {
      send(HttpResponse.text(e.status(), "text/plain", "expected " + e.getMessage() + "\n"), false);
    }
  }

  /** Returns whether the client may ask again. */
  private boolean answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse response = site.apply(request);
    boolean keepsAlive = request.keepsAlive();
    try (Body body = response.body()) {
      if (request.isHead()) {
        sendHead(response, keepsAlive);
        out.flush();
        return keepsAlive;
      }
      return sendWhileListening(response, body, keepsAlive);
    }
  }

  private boolean sendWhileListening(HttpResponse response, Body body, boolean keepsAlive)
      throws IOException, InterruptedException {
    AtomicBoolean answered = new AtomicBoolean();
    Thread listener =
        Thread.ofVirtual()
            .name("http-hangup " + socket.getRemoteSocketAddress())
            .start(() -> listenForHangUp(body, answered));
    boolean sent = false;
    try {
      send(response, keepsAlive);
      sent = true;
    } finally {
      answered.set(true);
      if (!sent || !keepsAlive || !listener.join(PATIENCE)) {
        socket.close(); // and so the listener ends
      }
      listener.join();
    }
    return keepsAlive && !socket.isClosed();
  }

  private void listenForHangUp(Body body, AtomicBoolean answered) {
    try {
      if (requests.hasMore()) {
        return;
      }
    } catch (IOException _) {
      // the connection is broken: as good as hung up
    }
    if (!answered.get()) {
      body.close();
    }
    closeQuietly();
  }

  private void closeQuietly() {
    try {
      socket.close();
    } catch (IOException _) {
      // it is of no use any more, closed or not
    }
  }

  private void send(HttpResponse response, boolean keepsAlive) throws IOException {
    sendHead(response, keepsAlive);
    if (response.body().lengthBytes() > 0) {
      out.flush(); // the client knows what is to come while we wait for it
    }
    response.body().writeTo(out);
    out.flush();
  }

  private void sendHead(HttpResponse response, boolean keepsAlive) throws IOException {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(response.status()).append(' ').append(response.reason());
    head.append("\r\n");
    response.headers().forEach((name, value) -> head.append(header(name, value)));
    head.append(header("Content-Length", Long.toString(response.body().lengthBytes())));
    head.append(header("Connection", keepsAlive ? "keep-alive" : "close")).append("\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String header(String name, String value) {
    return name + ": " + value.replaceAll("[\\r\\n]", " ") + "\r\n";
  }

  /** Returns whether a failure says only that the client has gone. */
  static boolean isFarewell(IOException failure) {
    return failure instanceof SocketException;
  }
}
