package dev.sluice.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A web page of another server on this machine that plays a film, seeks to three quarters and back
 * to a tenth, and tells the colours of the pictures that it saw.
 */
final class WatchingPage implements AutoCloseable {
  private static final String PAGE =
      """
      <!doctype html><video id=v muted crossorigin=anonymous src="FILM"></video><script>
      const seen = [];
      const tell = () => fetch('/told/' + encodeURIComponent(seen.join(', ')));
      const colour = () => {
        const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        c.drawImage(v, 0, 0, 1, 1);
        const rgb = c.getImageData(0, 0, 1, 1).data;
        return rgb[0] > rgb[2] ? 'red' : 'blue';
      };
      v.onerror = () => { seen.push('error ' + v.error.message); tell(); };
      const moments = [0.75, 0.1];
      const next = () => {
        if (moments.length == 0) { tell(); return; }
        v.currentTime = v.duration * moments.shift();
      };
      v.onseeked = () => { seen.push('seeked ' + colour()); next(); };
      v.ontimeupdate = () => {
        if (v.currentTime < 0.5) return;
        v.ontimeupdate = null;
        v.pause();
        seen.push('played ' + colour());
        next();
      };
      v.play();
      </script>
      """;

  private final ServerSocket listener;
  private final CompletableFuture<String> told = new CompletableFuture<>();

  WatchingPage(String filmUrl) throws IOException {
    listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("watching-page").start(() -> serve(PAGE.replace("FILM", filmUrl)));
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/";
  }

  /** Returns what the page has told. */
  String told(Duration patience) {
    try {
      return told.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      throw new AssertionError("the page has told nothing", e);
    }
  }

  private void serve(String page) {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        String request =
            new BufferedReader(
                    new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        answer(client, page);
        if (request != null && request.startsWith("GET /told/")) {
          told.complete(
              request
                  .split(" ")[1]
                  .substring("/told/".length())
                  .replace("%20", " ")
                  .replace("%2C", ","));
        }
      } catch (IOException _) {
        // the browser has gone, or the test
      }
    }
  }

  private static void answer(Socket client, String page) throws IOException {
    byte[] body = page.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().write(body);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
