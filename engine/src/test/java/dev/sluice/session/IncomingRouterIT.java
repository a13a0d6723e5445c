package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.api.Encryption;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.storage.BlockBuffers;
import dev.sluice.swarm.Torrent;
import dev.sluice.swarm.peer.PeerCaller;
import dev.sluice.swarm.peer.PeerConnections;
import dev.sluice.transport.Connection;
import dev.sluice.transport.RateLimiters;
import dev.sluice.transport.mse.CryptoMethod;
import dev.sluice.transport.mse.MseCaller;
import dev.sluice.transport.tcp.TcpListener;
import dev.sluice.transport.tcp.TcpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The door: strangers over the loopback. */
@Timeout(30)
class IncomingRouterIT {
  private static final int MAX_STRANGERS = 8;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final long FOR_EVER = TimeUnit.HOURS.toMillis(1);
  private static final byte[] INFO_HASH =
      "the torrent's name..".getBytes(StandardCharsets.US_ASCII);

  private final ThreadedActors actors = ThreadedActors.pooled(MonotonicClock.SYSTEM);
  private final TcpTransport tcp = new TcpTransport(Optional.of(InetAddress.getLoopbackAddress()));
  private final BlockingQueue<InfoHash> asked = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new ArrayList<>();
  private TcpListener listener;
  private TcpListener sideDoor;

  @BeforeEach
  void listen() throws IOException {
    listener = tcp.listen(0);
    sideDoor = tcp.listen(0);
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
    sideDoor.close();
    actors.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private IncomingRouter start(long handshakeMillis) {
    return start(handshakeMillis, Encryption.PREFER);
  }

  private IncomingRouter start(long handshakeMillis, Encryption policy) {
    PeerConnections connections =
        new PeerConnections(
            actors,
            new PeerCaller(actors, tcp, new MseCaller(new Random(1)), policy),
            new BlockBuffers(1 << 20),
            RateLimiters.unlimited(MonotonicClock.SYSTEM));
    ObfuscatedNames names = new ObfuscatedNames();
    names.add(InfoHash.of(INFO_HASH));
    IncomingRouter router =
        new IncomingRouter(
            actors,
            List.of(listener, sideDoor),
            Reception.of(policy, new SecureRandom(), MonotonicClock.SYSTEM, names),
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
    return connect(listener);
  }

  private Socket connect(TcpListener door) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
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
    } catch (SocketTimeoutException e) {
      return false;
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

  /** Of a caller in disguise; the answer to the exchange of keys is awaited before it goes on. */
  private Connection callDisguised(Set<CryptoMethod> offered) throws IOException {
    PeerAddress address = new PeerAddress(InetAddress.getLoopbackAddress(), listener.port());
    Connection connection = tcp.dial(address, Duration.ofSeconds(10));
    return new MseCaller(new Random(2))
        .call(connection, InfoHash.of(INFO_HASH), offered, ByteBuffer.wrap(opening()));
  }

  @ParameterizedTest
  @EnumSource(names = "OFF", mode = EnumSource.Mode.EXCLUDE)
  void asksForTheTorrentThatACallerInDisguiseNames(Encryption policy) throws Exception {
    start(FOR_EVER, policy);

    Connection unused = callDisguised(EnumSet.of(CryptoMethod.RC4));

    assertThat(asked.take()).isEqualTo(InfoHash.of(INFO_HASH));
  }

  @Test
  void hangsUpOnWhoIsDisguisedForOneTorrentAndAsksForAnother() throws Exception {
    start(FOR_EVER);
    byte[] other = opening();
    other[40]++;
    PeerAddress address = new PeerAddress(InetAddress.getLoopbackAddress(), listener.port());
    Connection connection = tcp.dial(address, Duration.ofSeconds(10));

    Connection stream =
        new MseCaller(new Random(2))
            .call(
                connection,
                InfoHash.of(INFO_HASH),
                EnumSet.of(CryptoMethod.RC4),
                ByteBuffer.wrap(other));

    assertThat(stream.read(ByteBuffer.allocate(1))).isNegative();
    assertThat(asked).isEmpty();
  }

  @Nested
  class WhenEncryptionIsOff {
    @Test
    void hangsUpAtTheFirstBytesThatAreNoHandshake() throws Exception {
      start(FOR_EVER, Encryption.OFF);
      Socket socket = connect();

      socket.getOutputStream().write("GET".getBytes(StandardCharsets.US_ASCII));

      assertThat(isHungUp(socket)).isTrue();
      assertThat(asked).isEmpty();
    }
  }

  @Nested
  class WhenEncryptionIsRequired {
    @Test
    void hangsUpOnWhoSpeaksInTheClear() throws Exception {
      start(FOR_EVER, Encryption.REQUIRE);
      Socket socket = connect();

      socket.getOutputStream().write(opening());

      assertThat(isHungUp(socket)).isTrue();
      assertThat(asked).isEmpty();
    }

    @Test
    void hangsUpOnWhoIsDisguisedInTheHandshakeAlone() {
      start(FOR_EVER, Encryption.REQUIRE);

      assertThatThrownBy(() -> callDisguised(EnumSet.of(CryptoMethod.PLAINTEXT)))
          .isInstanceOf(IOException.class);
      assertThat(asked).isEmpty();
    }
  }

  /** Threat 23: the time for a handshake counts from its first byte to its last. */
  @Test
  void hangsUpOnWhoExchangesKeysAndThenDripsPadding() throws Exception {
    start(200);
    Socket socket = connect();
    byte[] key = new byte[96];
    key[95] = 5;
    socket.getOutputStream().write(key);
    assertThat(socket.getInputStream().readNBytes(96)).hasSize(96);

    boolean isHungUp = false;
    while (!isHungUp) {
      try {
        socket.getOutputStream().write(0);
        socket.setSoTimeout(10);
        isHungUp = socket.getInputStream().read() < 0;
      } catch (SocketTimeoutException e) {
        // Not yet.
      } catch (IOException e) {
        isHungUp = true;
      }
    }
    assertThat(asked).isEmpty();
  }

  /** Threat 23: half-open handshakes in disguise are strangers like all others. */
  @Test
  void exchangesKeysWithNoMoreStrangersThanItCanBear() throws Exception {
    start(FOR_EVER);
    byte[] key = new byte[96];
    key[95] = 5;
    for (int i = 0; i < MAX_STRANGERS; i++) {
      Socket stranger = connect();
      stranger.getOutputStream().write(key);
      assertThat(stranger.getInputStream().readNBytes(96)).hasSize(96);
    }
    Socket oneTooMany = connect();
    oneTooMany.getOutputStream().write(key);
    SessionDesk.await("greetings", () -> greetings() == MAX_STRANGERS);
    assertThat(oneTooMany.getInputStream().available()).isZero();

    sockets.get(0).close();

    assertThat(oneTooMany.getInputStream().readNBytes(96)).hasSize(96);
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

  @Test
  void letsAnHonestPeerInByOneDoorWhenStrangersCrowdTheOther() throws Exception {
    start(FOR_EVER);
    for (int i = 0; i < 2 * MAX_STRANGERS; i++) {
      connect();
    }
    SessionDesk.await("greetings", () -> greetings() >= MAX_STRANGERS - 1);
    connect(sideDoor);

    connect(sideDoor).getOutputStream().write(opening());

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
