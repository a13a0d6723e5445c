package dev.sluice.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client against servers on loopback that behave, misbehave and attack. */
class SocketHttpClientIT {
  private static final HttpPolicy ANYTHING = hop -> Optional.empty();
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final SocketHttpClient client = client(HttpLimits.SMALL);

  private static SocketHttpClient client(HttpLimits limits) {
    return new SocketHttpClient(HttpNetwork.system(Optional.empty()), limits, "Sluice/test");
  }

  private static SocketHttpClient impatientClient() {
    return client(new HttpLimits(65536, 1 << 20, 5, TimeUnit.MILLISECONDS.toNanos(400)));
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.ISO_8859_1);
  }

  @Nested
  class WhenTheServerBehaves {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            length           | HTTP/1.1 200 OK~Content-Length: 5~~hello
            until the end    | HTTP/1.0 200 OK~~hello
            chunks           | HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~he~3;x=y~llo~0~~
            no reason        | HTTP/1.1 200~Content-Length: 5~~hello
            after "go on"    | HTTP/1.1 100 Continue~~HTTP/1.1 200 OK~~hello
            odd header line  | HTTP/1.1 200 OK~what is this~content-length:5~~hello
            """)
    void bodyIsRead(String framing, String answer) throws Exception {
      try (ScriptedServer server = ScriptedServer.saying(answer.replace("~", "\r\n"))) {
        HttpResponse response = client.get(server.url("/"), ANYTHING);

        assertThat(text(response)).as(framing).isEqualTo("hello");
      }
    }

    @Test
    void gzipIsUnpacked() throws Exception {
      byte[] packed = gzip("hello".getBytes(StandardCharsets.ISO_8859_1));
      try (ScriptedServer server = new ScriptedServer(out -> sendGzip(out, packed))) {
        assertThat(text(client.get(server.url("/"), ANYTHING))).isEqualTo("hello");
      }
    }

    @Test
    void requestNamesHostPathAndQueryAsGiven() throws Exception {
      try (ScriptedServer server = ScriptedServer.saying(OK + "\r\n")) {
        URI url = server.url("/a/announce?info_hash=%00%FF&x=~");

        client.get(url, ANYTHING);

        assertThat(server.requests().get(0))
            .startsWith("GET /a/announce?info_hash=%00%FF&x=~ HTTP/1.1\r\n")
            .contains("\r\nHost: " + url.getAuthority() + "\r\n")
            .contains("\r\nUser-Agent: Sluice/test\r\n", "\r\nConnection: close\r\n");
      }
    }

    @Test
    void redirectsAreFollowed() throws Exception {
      try (ScriptedServer target = ScriptedServer.saying(OK + "\r\nthere");
          ScriptedServer first = redirectTo(target.url("/there").toString())) {
        assertThat(text(client.get(first.url("/"), ANYTHING))).isEqualTo("there");
      }
    }

    @Test
    void connectionLeavesFromTheBoundAddress() throws Exception {
      InetAddress bind = InetAddress.getByName("127.0.0.9");
      SocketHttpClient bound =
          new SocketHttpClient(
              HttpNetwork.system(Optional.of(bind)), HttpLimits.SMALL, "Sluice/test");
      CountDownLatch seen = new CountDownLatch(1);
      try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
        Thread server =
            Thread.ofVirtual()
                .start(() -> {
                  try (Socket socket = listener.accept()) {
                    if (socket.getInetAddress().equals(bind)) {
                      seen.countDown();
                    }
                    socket.getOutputStream().write((OK + "\r\n").getBytes("US-ASCII"));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });

        bound.get(URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/"), ANYTHING);
        server.join();
      }
      assertThat(seen.getCount()).isZero();
    }
  }

  @Nested
  class WhenTheServerMisbehaves {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            HTTP/1.1 200 OK~Content-Length: 9~~hello               | ends after 5 of 9 bytes
            HTTP/1.1 200 OK~Content-Length: -1~~hello              | no usable length
            HTTP/1.1 200 OK~Content-Length: 9999999999~~hello      | longer than
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~9~hello    | ends within a chunk
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~hello    | ends between chunks
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~-5~hello   | no usable size
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~fffffffff~ | no usable size
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2~hello~0~ | longer than it says
            HTTP/1.1 200 OK~Content-Encoding: gzip~~hello          | garbled
            HTTP/1.1 200 OK~Content-Encoding: gzip~~               | cut off
            HTTP/1.1 200 OK~Content-Encoding: br~~hello            | compressed in a way
            HTTP/1.1 200 OK~Content-Le                             | ends within its headers
            SSH-2.0-OpenSSH_9.9~                                   | not HTTP
            """)
    void itIsSaidHow(String answer, String complaint) throws Exception {
      try (ScriptedServer server = ScriptedServer.saying(answer.replace("~", "\r\n"))) {
        assertThatThrownBy(() -> client.get(server.url("/"), ANYTHING))
            .isInstanceOf(HttpException.class)
            .hasMessageContaining(complaint);
      }
    }

    @Test
    void redirectToAnotherSchemeIsRefused() throws Exception {
      try (ScriptedServer server = redirectTo("file:///etc/passwd")) {
        assertThatThrownBy(() -> client.get(server.url("/"), ANYTHING))
            .isInstanceOf(HttpException.class)
            .hasMessageContaining("not an http or https URL");
      }
    }

    @Test
    void redirectThatThePolicyForbidsIsNotFollowed() throws Exception {
      HttpPolicy firstOnly =
          hop -> hop.redirectedFrom().isPresent() ? Optional.of("not there") : Optional.empty();
      try (ScriptedServer target = ScriptedServer.saying(OK + "\r\nsecret");
          ScriptedServer first = redirectTo(target.url("/").toString())) {
        assertThatThrownBy(() -> client.get(first.url("/"), firstOnly)).hasMessage("not there");

        assertThat(target.requests()).isEmpty();
      }
    }
  }

  @Nested
  class WhenTheServerAttacks {
    @Test
    void gzipBombIsCutAtTheLimit() throws Exception {
      byte[] bomb = gzip(new byte[64 << 20]);
      assertThat(bomb.length).as("small enough to be sent").isLessThan(1 << 20);
      try (ScriptedServer server = new ScriptedServer(out -> sendGzip(out, bomb))) {
        assertThatThrownBy(() -> client.get(server.url("/"), ANYTHING))
            .isInstanceOf(HttpException.class)
            .hasMessageContaining("longer than 1048576 bytes");
      }
    }

    @Test
    void endlessHeadersAreCut() throws Exception {
      try (ScriptedServer server =
          new ScriptedServer(out -> forever(out, OK, "X-Header: more and more\r\n"))) {
        assertThatThrownBy(() -> client.get(server.url("/"), ANYTHING))
            .hasMessageContaining("headers are longer than 65536 bytes");
      }
    }

    @Test
    void endlessGoOnIsCut() throws Exception {
      try (ScriptedServer server =
          new ScriptedServer(out -> forever(out, "", "HTTP/1.1 100 Continue\r\n\r\n"))) {
        assertThatThrownBy(() -> client.get(server.url("/"), ANYTHING))
            .hasMessageContaining("headers are longer than");
      }
    }

    @Test
    void endlessBodyIsCut() throws Exception {
      try (ScriptedServer server =
          new ScriptedServer(out -> forever(out, OK + "\r\n", "x".repeat(1000)))) {
        assertThatThrownBy(() -> client.get(server.url("/"), ANYTHING))
            .hasMessageContaining("longer than 1048576 bytes");
      }
    }

    @Test
    void endlessChunksAreCut() throws Exception {
      String head = OK + "Transfer-Encoding: chunked\r\n\r\n";
      try (ScriptedServer server = new ScriptedServer(out -> forever(out, head, "1\r\nx\r\n"))) {
        assertThatThrownBy(() -> client.get(server.url("/"), ANYTHING))
            .hasMessageContaining("longer than 1048576 bytes");
      }
    }

    @Test
    void redirectLoopEnds() throws Exception {
      try (ScriptedServer server = redirectTo("/again")) {
        assertThatThrownBy(() -> client.get(server.url("/"), ANYTHING))
            .hasMessage("more than 5 redirects");

        assertThat(server.requests()).hasSize(6);
      }
    }

    @Test
    void dripEndsAtTheTotalDeadlineThoughItNeverPauses() throws Exception {
      try (ScriptedServer server = new ScriptedServer(SocketHttpClientIT::drip)) {
        assertThatThrownBy(() -> impatientClient().get(server.url("/"), ANYTHING))
            .isInstanceOf(SocketTimeoutException.class)
            .hasMessageContaining("no complete answer within 400 ms");
      }
    }

    @Test
    void silenceEndsAtTheTotalDeadline() throws Exception {
      CountDownLatch over = new CountDownLatch(1);
      try (ScriptedServer server = new ScriptedServer(out -> await(over))) {
        assertThatThrownBy(() -> impatientClient().get(server.url("/"), ANYTHING))
            .isInstanceOf(SocketTimeoutException.class);
      } finally {
        over.countDown();
      }
    }

    @Test
    void dripWithinTheTlsHandshakeEndsAtTheTotalDeadline() throws Exception {
      try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Thread.ofVirtual().start(() -> dripHandshake(listener));
        URI url = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/");

        assertThatThrownBy(() -> impatientClient().get(url, ANYTHING))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("no complete answer within 400 ms");
      }
    }
  }

  @Nested
  class WhenTheCertificateProvesNothing {
    private static final String PASSWORD = "secret";

    @TempDir private Path folder;

    /** Returns a server that says, under its own seal alone, to be who is asked for. */
    private ServerSocket impostor() throws Exception {
      Path store = folder.resolve("keys");
      Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
      new ProcessBuilder(
              (keytool
                      + " -genkeypair -alias impostor -keyalg EC -dname CN=localhost"
                      + " -ext SAN=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -storepass "
                      + PASSWORD
                      + " -keystore "
                      + store)
                  .split(" "))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context
          .getServerSocketFactory()
          .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void nothingIsAskedOfWhoHasOneThatNobodyVouchesFor() throws Exception {
      CompletableFuture<Integer> asked = new CompletableFuture<>();
      try (ServerSocket listener = impostor()) {
        Thread.ofVirtual().start(() -> asked.complete(firstByte(listener)));
        URI url = URI.create("https://127.0.0.1:" + listener.getLocalPort() + "/announce?secret");

        assertThatThrownBy(() -> client.get(url, ANYTHING))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("certif")
            .hasMessageNotContaining("\n");
        assertThat(asked.get()).isNegative();
      }
    }

    /** Returns the first byte of the request; -1 if none comes. */
    private static int firstByte(ServerSocket listener) {
      try (Socket socket = listener.accept()) {
        return socket.getInputStream().read();
      } catch (IOException e) {
        return -1; // told that the certificate is no good
      }
    }
  }

  @Nested
  class WhenTheThreadIsInterrupted {
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theCallEndsOnEveryKindOfThread(boolean isVirtual) throws Exception {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch over = new CountDownLatch(1);
      try (ScriptedServer server =
          new ScriptedServer(out -> {
            asked.countDown();
            await(over);
          })) {
        FutureTask<HttpResponse> call =
            new FutureTask<>(() -> client.get(server.url("/"), ANYTHING));
        Thread thread =
            isVirtual ? Thread.ofVirtual().start(call) : Thread.ofPlatform().start(call);
        asked.await();

        thread.interrupt();

        assertThatThrownBy(call::get).hasCauseInstanceOf(InterruptedException.class);
      } finally {
        over.countDown();
      }
    }
  }

  private static ScriptedServer redirectTo(String location) throws IOException {
    return ScriptedServer.saying("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n");
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  private static void sendGzip(OutputStream out, byte[] packed) throws IOException {
    out.write((OK + "Content-Encoding: gzip\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.write(packed);
  }

  private static void forever(OutputStream out, String first, String then) throws IOException {
    out.write(first.getBytes(StandardCharsets.ISO_8859_1));
    while (true) {
      out.write(then.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static void drip(OutputStream out) throws IOException {
    out.write((OK + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    while (true) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      out.write('x');
    }
  }

  /** A TLS record's head that promises 16 KiB of handshake, then a byte now and then. */
  private static void dripHandshake(ServerSocket listener) {
    try (Socket socket = listener.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write(new byte[] {0x16, 3, 3, 0x40, 0});
      while (true) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        out.write(2);
      }
    } catch (IOException clientIsGone) {
      // It has given up, as it should.
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
