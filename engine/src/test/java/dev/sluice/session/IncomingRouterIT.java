package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.model.InfoHash;
import dev.sluice.storage.BlockBuffers;
import dev.sluice.swarm.Torrent;
import dev.sluice.swarm.peer.PeerConnections;
import dev.sluice.transport.RateLimiters;
import dev.sluice.transport.tcp.TcpListener;
import dev.sluice.transport.tcp.TcpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The door: strangers over the loopback. */
@Timeout(30)
class IncomingRouterIT {
  private static final int MAX_STRANGERS = 8;
  private static final long FOR_EVER = TimeUnit.HOURS.toMillis(1);
  private static final byte[] INFO_HASH =
      "the torrent's name..".getBytes(StandardCharsets.US_ASCII);

  private final ThreadedActors actors = new ThreadedActors(Thread::new, MonotonicClock.SYSTEM);
  private final TcpTransport tcp = new TcpTransport(Optional.of(InetAddress.getLoopbackAddress()));
  private final BlockingQueue<InfoHash> asked = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new ArrayList<>();
  private TcpListener listener;

  @BeforeEach
  void listen() throws IOException {
    listener = tcp.listen(0);
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
    actors.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private IncomingRouter start(long handshakeMillis) {
    RateLimiters unlimited = RateLimiters.unlimited(MonotonicClock.SYSTEM);
    PeerConnections connections =
        new PeerConnections(actors, tcp, new BlockBuffers(1 << 20), unlimited);
    IncomingRouter router =
        new IncomingRouter(
            actors,
            listener,
            connections,
            this::noTorrent,
            new IncomingRouter.Patience(MAX_STRANGERS, handshakeMillis));
    router.start();
    return router;
  }

  private Optional<Torrent> noTorrent(InfoHash infoHash) {
    asked.add(infoHash);
    return Optional.empty();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    sockets.add(socket);
    return socket;
  }

  private static byte[] opening() {
    byte[] opening =
        Arrays.copyOf("\u0013BitTorrent protocol".getBytes(StandardCharsets.US_ASCII), 48);
    System.arraycopy(INFO_HASH, 0, opening, 28, 20);
    return opening;
  }

  /** Returns whether the other end hung up without a word; waits for it. */
  private static boolean isHungUp(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return true; // reset, because it had not read what we said
    }
  }

  @Test
  void asksForTheTorrentAsSoonAsItIsNamed() throws Exception {
    start(FOR_EVER);

    connect().getOutputStream().write(opening());

    assertThat(asked.take()).isEqualTo(InfoHash.of(INFO_HASH));
  }

  @Test
  void putsAHandshakeTogetherThatComesInSingleBytes() throws Exception {
    start(FOR_EVER);
    Socket socket = connect();
    socket.setTcpNoDelay(true);

    for (byte each : opening()) {
      socket.getOutputStream().write(each);
    }

    assertThat(asked.take()).isEqualTo(InfoHash.of(INFO_HASH));
  }

  @Test
  void hangsUpOnWhoWantsATorrentThatIsNotHere() throws Exception {
    start(FOR_EVER);
    Socket socket = connect();

    socket.getOutputStream().write(opening());

    assertThat(isHungUp(socket)).isTrue();
  }

  @Test
  void hangsUpAtTheFirstBytesThatAreNoHandshake() throws Exception {
    start(FOR_EVER);
    Socket socket = connect();

    socket.getOutputStream().write("GET".getBytes(StandardCharsets.US_ASCII));

    assertThat(isHungUp(socket)).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void hangsUpOnWhoSaysNothingForTooLong() throws Exception {
    start(50);

    assertThat(isHungUp(connect())).isTrue();
  }

  @Test
  void hangsUpOnWhoStopsInTheMiddleForTooLong() throws Exception {
    start(50);
    Socket socket = connect();

    socket.getOutputStream().write(opening(), 0, 30);

    assertThat(isHungUp(socket)).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void listensOnAfterConnectionsThatWereResetAtOnce() throws Exception {
    start(FOR_EVER);
    for (int i = 0; i < 100; i++) {
      Socket socket = connect();
      socket.setSoLinger(true, 0);
      socket.close();
    }

    connect().getOutputStream().write(opening());

    assertThat(asked.take()).isEqualTo(InfoHash.of(INFO_HASH));
  }

  @Test
  void letsAnHonestPeerInAfterTwoHundredThatSayNothing() throws Exception {
    start(100);
    for (int i = 0; i < 200; i++) {
      connect();
    }

    Socket honest = connect();
    honest.getOutputStream().write(opening());

    assertThat(asked.take()).isEqualTo(InfoHash.of(INFO_HASH));
  }

  @Test
  void takesNoMoreStrangersThanItCanBear() throws Exception {
    start(FOR_EVER);
    for (int i = 0; i < MAX_STRANGERS; i++) {
      connect();
    }
    Socket oneTooMany = connect();
    oneTooMany.getOutputStream().write(opening());
    SessionDesk.await("greetings", () -> greetings() == MAX_STRANGERS);
    assertThat(asked).isEmpty();

    sockets.get(0).close();

    assertThat(asked.take()).isEqualTo(InfoHash.of(INFO_HASH));
  }

  private static long greetings() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("greet "))
        .count();
  }

  @Test
  void endsWhenItIsClosed() throws Exception {
    IncomingRouter router = start(FOR_EVER);

    router.close();

    SessionDesk.await(
        "the end of listening",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("listen " + router.port())));
  }
}
