package dev.sluice.bench;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Connection;
import dev.sluice.transport.RateLimiter;
import dev.sluice.transport.mse.CryptoMethod;
import dev.sluice.transport.mse.MseAnswerer;
import dev.sluice.transport.mse.MseCaller;
import dev.sluice.transport.tcp.TcpListener;
import dev.sluice.transport.tcp.TcpTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What message stream encryption costs over the loopback: 128 KiB written at one end while a thread
 * reads at the other, in the clear and by RC4; and a whole handshake, connect included. Beside it
 * the platform's own cipher on as many bytes, without a network.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncryptionBenchmark {
  private static final int BUFFER_BYTES = 128 * 1024;
  private static final InfoHash TORRENT = InfoHash.of(new byte[20]);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final SecureRandom random = new SecureRandom();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer target = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final MseCaller caller = new MseCaller(random);
  private final MseAnswerer answerer =
      new MseAnswerer(
          random,
          new RateLimiter(System::nanoTime, RateLimiter.UNLIMITED),
          List.of(CryptoMethod.RC4));
  private final TcpTransport tcp = new TcpTransport(Optional.of(InetAddress.getLoopbackAddress()));
  private final TcpListener clearDoor;
  private final TcpListener rc4Door;
  private final Connection clear;
  private final Connection rc4;
  private final Cipher platform;

  /** Connects, each way to a thread that reads. */
  public EncryptionBenchmark() {
    try {
      clearDoor = tcp.listen(0);
      rc4Door = tcp.listen(0);
      platform = Cipher.getInstance("ARCFOUR");
      platform.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[20], "ARCFOUR"));
      serve(clearDoor, connection -> connection);
      serve(
          rc4Door,
          connection -> answerer.answer(connection, name -> Optional.of(TORRENT)).connection());
      clear = dial(clearDoor);
      rc4 = call();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Handshake {
    Connection shake(Connection connection) throws IOException, InterruptedException;
  }

  private static void serve(TcpListener door, Handshake handshake) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          while (door.isOpen()) {
            try {
              Connection connection = door.accept();
              Thread.ofPlatform().daemon().start(() -> drain(connection, handshake));
            } catch (IOException e) {
              return; // the end of the run
            }
          }
        });
  }

  private static void drain(Connection connection, Handshake handshake) {
    ByteBuffer sink = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try (connection) {
      Connection stream = handshake.shake(connection);
      while (stream.read(sink.clear()) >= 0) {
        // Nobody wants to know what it says.
      }
    } catch (IOException | InterruptedException e) {
      return; // the end of the run
    }
  }

  private Connection dial(TcpListener door) throws IOException {
    return tcp.dial(new PeerAddress(InetAddress.getLoopbackAddress(), door.port()), TIMEOUT);
  }

  private Connection call() throws IOException {
    return caller.call(
        dial(rc4Door), TORRENT, EnumSet.of(CryptoMethod.RC4), ByteBuffer.allocate(68));
  }

  /** Ends the threads. */
  @TearDown
  public void close() throws IOException {
    clear.close();
    rc4.close();
    clearDoor.close();
    rc4Door.close();
  }

  /** Fills the buffer, for the benchmarks that only read it. */
  @Setup
  public void fill() {
    byte[] bytes = new byte[BUFFER_BYTES];
    random.nextBytes(bytes);
    buffer.put(0, bytes);
  }

  /** Writes 128 KiB in the clear. */
  @Benchmark
  public void writeClear() throws IOException {
    clear.write(buffer.clear());
  }

  /** Writes 128 KiB by RC4; the other end decrypts. */
  @Benchmark
  public void writeRc4() throws IOException {
    rc4.write(buffer.clear());
  }

  /** Encrypts 128 KiB with the platform's cipher. */
  @Benchmark
  public int platformEncrypts() throws GeneralSecurityException {
    return platform.update(buffer.clear(), target.clear());
  }

  /** Connects and shakes hands. */
  @Benchmark
  public void handshake() throws IOException {
    call().close();
  }
}
