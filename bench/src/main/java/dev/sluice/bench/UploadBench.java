package dev.sluice.bench;

import dev.sluice.actor.MonotonicClock;
import dev.sluice.storage.DiskLane;
import dev.sluice.storage.DiskLanes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures the ways from a file to a socket: processor seconds per GiB of the sending process
 * alone, and throughput, over loopback to a process that throws everything away. Each way has one
 * round to warm up and then {@code ROUNDS} that count, of which the median is printed.
 *
 * <pre>
 *   UploadBench FILE [ROUNDS] [cold]
 * </pre>
 *
 * <p>With {@code cold} the file is dropped from the page cache before each round, by {@code dd}.
 */
public final class UploadBench {
  private static final int BLOCK_BYTES = 16 << 10;
  private static final int HEADER_BYTES = 13;
  private static final int MESSAGE_BYTES = HEADER_BYTES + BLOCK_BYTES;
  private static final int BATCH_BLOCKS = 16;
  private static final int BATCH_BYTES = BATCH_BLOCKS * BLOCK_BYTES;

  private final FileChannel file;
  private final long fileBytes;
  private final DiskLane lane;
  private final ByteBuffer messages = ByteBuffer.allocateDirect(BATCH_BLOCKS * MESSAGE_BYTES);
  private final ByteBuffer payload = ByteBuffer.allocateDirect(BATCH_BYTES);
  private final ByteBuffer headers = ByteBuffer.allocateDirect(BATCH_BLOCKS * HEADER_BYTES);

  private UploadBench(FileChannel file, DiskLane lane) throws IOException {
    this.file = file;
    this.fileBytes = file.size() / (4 << 20) * (4 << 20);
    this.lane = lane;
  }

  /** Runs all measurements, or, as the child process, the receiving end. */
  public static void main(String[] args) throws Exception {
    if (args[0].equals("drain")) {
      drain(Integer.parseInt(args[1]));
      return;
    }
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    boolean cold = args.length > 2 && args[2].equals("cold");
    Path path = Path.of(args[0]);
    try (FileChannel file = FileChannel.open(path);
        DiskLanes lanes = DiskLanes.start(1, Thread::new, MonotonicClock.SYSTEM)) {
      UploadBench bench = new UploadBench(file, lanes.lane(0));
      for (Way way : bench.ways()) {
        for (boolean virtual : new boolean[] {true, false}) {
          measure(path, bench, way, virtual, rounds, cold);
        }
      }
    }
  }

  /** What is compared: a name, how much goes at once, and how it goes. */
  private record Way(String name, int stepBytes, Step step) {}

  /** Sends what lies at a position; how much is the way's own. */
  private interface Step {
    void send(SocketChannel socket, long position) throws IOException, InterruptedException;
  }

  private List<Way> ways() {
    return List.of(
        new Way("16 KiB   read behind header, write", BLOCK_BYTES, (s, at) -> readEach(s, at, 1)),
        new Way("16 KiB   read, gathering write    ", BLOCK_BYTES, (s, at) -> gather(s, at, 1)),
        new Way("16 KiB   header, transferTo       ", BLOCK_BYTES, (s, at) -> transfer(s, at, 1)),
        new Way("256 KiB  a lane reads each, write ", BATCH_BYTES, this::hopForEach),
        new Way("256 KiB  a lane reads all, write  ", BATCH_BYTES, this::hopOnce),
        new Way("256 KiB  read each, write         ", BATCH_BYTES, (s, at) -> readEach(s, at, 16)),
        new Way("256 KiB  read once, place, write  ", BATCH_BYTES, this::readAndPlace),
        new Way("256 KiB  read once, gathering write", BATCH_BYTES, (s, at) -> gather(s, at, 16)),
        new Way(
            "256 KiB  16 times header, transferTo", BATCH_BYTES, (s, at) -> transfer(s, at, 16)),
        new Way("4 MiB    read 256 KiB, write      ", 4 << 20, (s, at) -> copy(s, at, 4 << 20)),
        new Way(
            "4 MiB    transferTo               ", 4 << 20, (s, at) -> sendFile(s, at, 4 << 20)));
  }

  private void readEach(SocketChannel socket, long position, int blocks) throws IOException {
    messages.clear();
    for (int i = 0; i < blocks; i++) {
      putHeader(messages);
      messages.limit(messages.position() + BLOCK_BYTES);
      read(messages, position + (long) i * BLOCK_BYTES);
      messages.limit(messages.capacity());
    }
    write(socket, messages.flip());
  }

  private void hopForEach(SocketChannel socket, long position)
      throws IOException, InterruptedException {
    messages.clear();
    for (int i = 0; i < BATCH_BLOCKS; i++) {
      putHeader(messages);
      messages.limit(messages.position() + BLOCK_BYTES);
      long at = position + (long) i * BLOCK_BYTES;
      lane.run(() -> readUnchecked(messages, at));
      messages.limit(messages.capacity());
    }
    write(socket, messages.flip());
  }

  private void hopOnce(SocketChannel socket, long position)
      throws IOException, InterruptedException {
    payload.clear();
    lane.run(() -> readUnchecked(payload, position));
    writeGathered(socket, BATCH_BLOCKS);
  }

  private void readAndPlace(SocketChannel socket, long position) throws IOException {
    messages.clear().position(messages.capacity() - BATCH_BYTES);
    read(messages, position);
    for (int i = 0; i < BATCH_BLOCKS; i++) {
      int from = messages.capacity() - BATCH_BYTES + i * BLOCK_BYTES;
      putHeader(messages.clear().position(i * MESSAGE_BYTES));
      messages.put(messages.position(), messages, from, BLOCK_BYTES);
    }
    write(socket, messages.clear());
  }

  private void gather(SocketChannel socket, long position, int blocks) throws IOException {
    payload.clear().limit(blocks * BLOCK_BYTES);
    read(payload, position);
    writeGathered(socket, blocks);
  }

  private void writeGathered(SocketChannel socket, int blocks) throws IOException {
    ByteBuffer[] parts = new ByteBuffer[2 * blocks];
    for (int i = 0; i < blocks; i++) {
      headers.clear().position(i * HEADER_BYTES);
      putHeader(headers);
      parts[2 * i] = headers.slice(i * HEADER_BYTES, HEADER_BYTES);
      parts[2 * i + 1] = payload.slice(i * BLOCK_BYTES, BLOCK_BYTES);
    }
    while (parts[parts.length - 1].hasRemaining()) {
      socket.write(parts);
    }
  }

  private void transfer(SocketChannel socket, long position, int blocks) throws IOException {
    for (int i = 0; i < blocks; i++) {
      headers.clear();
      putHeader(headers);
      write(socket, headers.flip());
      sendFile(socket, position + (long) i * BLOCK_BYTES, BLOCK_BYTES);
    }
  }

  /**
   * A short count means that the socket is full; the next piece then goes by write, which waits.
   */
  private void sendFile(SocketChannel socket, long position, int bytes) throws IOException {
    long at = position;
    long end = position + bytes;
    while (at < end) {
      at += file.transferTo(at, end - at, socket);
      if (at < end) {
        payload.clear().limit((int) Math.min(BATCH_BYTES, end - at));
        read(payload, at);
        at += payload.position();
        write(socket, payload.flip());
      }
    }
  }

  private void copy(SocketChannel socket, long position, int bytes) throws IOException {
    for (long at = position; at < position + bytes; at += BATCH_BYTES) {
      read(payload.clear(), at);
      write(socket, payload.flip());
    }
  }

  private static void putHeader(ByteBuffer target) {
    target.putInt(9 + BLOCK_BYTES).put((byte) 7).putInt(1).putInt(2);
  }

  private void readUnchecked(ByteBuffer target, long position) {
    try {
      read(target, position);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(ByteBuffer target, long position) throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      at += file.read(target, at);
    }
  }

  private static void write(SocketChannel socket, ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      socket.write(source);
    }
  }

  private static void measure(
      Path path, UploadBench bench, Way way, boolean virtual, int rounds, boolean cold)
      throws Exception {
    double[] cpu = new double[rounds];
    double[] speed = new double[rounds];
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Process drain = startDrain(((InetSocketAddress) listener.getLocalAddress()).getPort());
      try (SocketChannel socket = listener.accept()) {
        for (int round = -1; round < rounds; round++) {
          if (cold) {
            dropFromCache(path);
          }
          Cost cost = new Cost();
          bench.runOn(virtual, way, socket);
          if (round >= 0) {
            cpu[round] = cost.cpuSeconds() / (bench.fileBytes / 0x1p30);
            speed[round] = bench.fileBytes / 0x1p20 / cost.wallSeconds();
          }
        }
      }
      drain.waitFor();
    }
    System.out.printf(
        Locale.ROOT,
        "%-38s %-8s %.2f CPU s/GiB  %5.0f MiB/s%n",
        way.name,
        virtual ? "virtual" : "platform",
        median(cpu),
        median(speed));
  }

  private void runOn(boolean virtual, Way way, SocketChannel socket) throws InterruptedException {
    Runnable body =
        () -> {
          try {
            write(socket, ByteBuffer.allocate(1)); // makes the channel fit for a virtual thread
            for (long at = 0; at < fileBytes; at += way.stepBytes) {
              way.step.send(socket, at);
            }
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    Thread thread = virtual ? Thread.ofVirtual().start(body) : Thread.ofPlatform().start(body);
    thread.join();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void dropFromCache(Path path) throws IOException, InterruptedException {
    new ProcessBuilder("dd", "if=" + path, "iflag=nocache", "count=0", "status=none")
        .inheritIO()
        .start()
        .waitFor();
  }

  private static Process startDrain(int port) throws IOException {
    String java = ProcessHandle.current().info().command().orElse("java");
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            UploadBench.class.getName(),
            "drain",
            Integer.toString(port))
        .inheritIO()
        .start();
  }

  private static void drain(int port) throws IOException {
    ByteBuffer sink = ByteBuffer.allocateDirect(1 << 20);
    try (SocketChannel socket =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      while (socket.read(sink.clear()) >= 0) {
        // Only the sender is measured.
      }
    }
  }

  /** What this process has used since it was made. */
  private static final class Cost {
    private final com.sun.management.OperatingSystemMXBean system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final long cpuNanos = system.getProcessCpuTime();
    private final long wallNanos = System.nanoTime();

    double cpuSeconds() {
      return (system.getProcessCpuTime() - cpuNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    double wallSeconds() {
      return (System.nanoTime() - wallNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }
  }
}
