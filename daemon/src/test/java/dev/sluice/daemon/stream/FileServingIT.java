package dev.sluice.daemon.stream;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.daemon.http.HttpRequest;
import dev.sluice.daemon.http.HttpResponse;
import dev.sluice.daemon.http.HttpServer;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.SafePath;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file over a real socket, asked for byte by byte as players do. */
@Timeout(20)
class FileServingIT {
  private static final int LENGTH = 100_000;
  private static final int HERE = 60_000;

  private final byte[] bytes = new byte[LENGTH];
  private FakeStream stream = new FakeStream(entry(), bytes, HERE);
  private HttpServer server = server();

  private static FileEntry entry() {
    return new FileEntry(0, SafePath.of("My film.mp4"), LENGTH, 0, Set.of());
  }

  private HttpServer server() {
    try {
      return HttpServer.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse answer(HttpRequest request) {
    AccessRule access = new AccessRule(Optional.empty());
    return access.refusal(request).orElseGet(() -> new FileAnswer(stream, "\"tag\"").to(request));
  }

  @BeforeEach
  void serve() {
    new SplittableRandom(5).nextBytes(bytes);
    stream = new FakeStream(entry(), bytes, HERE);
    server.serve(this::answer);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Socket ask(String head) throws IOException {
    Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
    socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("end of %s", head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  private String headOf(String request) throws IOException {
    try (Socket socket = ask(request)) {
      return head(socket.getInputStream());
    }
  }

  @Test
  void sendsARange() throws IOException {
    try (Socket socket = ask("GET / HTTP/1.1\r\nRange: bytes=1000-1999")) {
      InputStream in = socket.getInputStream();

      assertThat(head(in))
          .startsWith("HTTP/1.1 206 Partial Content\r\n")
          .contains("Content-Range: bytes 1000-1999/100000\r\n")
          .contains("Content-Type: video/mp4\r\n")
          .contains("Content-Length: 1000\r\n");
      assertThat(in.readNBytes(1000)).isEqualTo(Arrays.copyOfRange(bytes, 1000, 2000));
    }
  }

  @Test
  void sendsSeveralRangesInParts() throws IOException {
    try (Socket socket = ask("GET / HTTP/1.1\r\nConnection: close\r\nRange: bytes=0-9,1000-1004")) {
      InputStream in = socket.getInputStream();
      String head = head(in);
      byte[] body = in.readAllBytes();

      assertThat(head)
          .contains("multipart/byteranges")
          .contains("Content-Length: " + body.length + "\r\n");
      assertThat(new String(body, StandardCharsets.ISO_8859_1))
          .contains("Content-Range: bytes 0-9/100000", "Content-Range: bytes 1000-1004/100000")
          .contains(new String(bytes, 1000, 5, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void answersTheNextRequestOverTheSameConnection() throws IOException {
    try (Socket socket = ask("GET / HTTP/1.1\r\nRange: bytes=0-9")) {
      InputStream in = socket.getInputStream();
      head(in);
      in.readNBytes(10);
      socket.getOutputStream().write("HEAD / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(head(in)).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Length: 100000\r\n");
    }
  }

  @Test
  void saysWhatCannotBeSatisfied() throws IOException {
    assertThat(headOf("GET / HTTP/1.1\r\nRange: bytes=100000-"))
        .startsWith("HTTP/1.1 416 ")
        .contains("Content-Range: bytes */100000\r\n");
  }

  @Test
  void sendsAllWhenTheRangeIsOfAnotherVersion() throws IOException {
    assertThat(headOf("GET / HTTP/1.1\r\nRange: bytes=0-9\r\nIf-Range: \"other\""))
        .startsWith("HTTP/1.1 200 ");
    assertThat(headOf("GET / HTTP/1.1\r\nRange: bytes=0-9\r\nIf-Range: \"tag\""))
        .startsWith("HTTP/1.1 206 ");
  }

  @Test
  void refusesAPageThatHasItsNamePointHere() throws IOException {
    assertThat(headOf("GET / HTTP/1.1\r\nHost: evil.example:8088")).startsWith("HTTP/1.1 421 ");
    assertThat(headOf("GET / HTTP/1.1\r\nHost: localhost:8088\r\nRange: bytes=0-9"))
        .startsWith("HTTP/1.1 206 ");
  }

  @Test
  void refusesWhatIsNoRequest() throws IOException {
    assertThat(headOf("hello")).startsWith("HTTP/1.1 400 ");
    assertThat(headOf("GET / HTTP/1.1\r\nX: " + "a".repeat(9000))).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void letsGoOfAReaderThatWaitsWhenThePlayerHangsUp() throws IOException {
    try (Socket socket = ask("GET / HTTP/1.1\r\nRange: bytes=59000-")) {
      head(socket.getInputStream());
      socket.getInputStream().readNBytes(1000);
      assertThat(stream.openReaders()).isEqualTo(1);
    }

    await("the reader is closed", () -> stream.openReaders() == 0);
  }

  @Test
  void keepsNoThreadForAPlayerThatIsKilledInTheMiddleOfARequest(@TempDir Path folder)
      throws IOException {
    Socket player = ask("GET / HTTP/1.1\r\nRange: bytes=59000-");
    head(player.getInputStream());
    await("the reader waits", () -> stream.openReaders() == 1);
    int port = player.getLocalPort();
    assertThat(threadsFor(port, folder)).isNotEmpty();

    player.setSoLinger(true, 0); // a reset, as of a process that is no more
    player.close();

    await("the reader is closed", () -> stream.openReaders() == 0);
    await("its threads have ended", () -> threadsFor(port, folder).isEmpty());
  }

  /** Returns the threads that are named after a client's port, virtual ones too. */
  private static List<String> threadsFor(int port, Path folder) {
    Path dump = folder.resolve("threads");
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String ours = Long.toString(ProcessHandle.current().pid());
    List<String> command =
        List.of(jcmd, ours, "Thread.dump_to_file", "-overwrite", dump.toString());
    try {
      Process process = new ProcessBuilder(command).redirectOutput(DISCARD).start();
      assertThat(process.waitFor()).isZero();
      String name = ":" + port + "\"";
      return Files.readAllLines(dump).stream().filter(line -> line.contains(name)).toList();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void letsGoOfEverybodyWhenItCloses() throws IOException {
    try (Socket socket = ask("GET / HTTP/1.1\r\nRange: bytes=70000-")) {
      head(socket.getInputStream());
      await("the reader waits", () -> stream.openReaders() == 1);

      server.close();

      await("the reader is closed", () -> stream.openReaders() == 0);
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("not in time: %s", what).isNegative();
      Thread.onSpinWait();
    }
  }
}
