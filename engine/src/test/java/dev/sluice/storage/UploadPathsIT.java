package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the ways from a file to a socket rely on, and no specification promises in full. */
@Timeout(60)
class UploadPathsIT {
  private static final int FILE_BYTES = 8 << 20;

  @TempDir private Path folder;
  private final byte[] content = new byte[FILE_BYTES];
  private Path file = Path.of("");

  @BeforeEach
  void writeFile() throws IOException {
    new Random(1).nextBytes(content);
    file = Files.write(folder.resolve("content"), content);
  }

  private ByteBuffer contentAt(int offset, int length) {
    return ByteBuffer.wrap(content, offset, length);
  }

  /** Relied on by connections that read at once. */
  @Test
  void positionalReadsOfOneChannelDoNotDisturbEachOther() throws Exception {
    AtomicInteger wrong = new AtomicInteger();
    try (FileChannel channel = FileChannel.open(file)) {
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int first = i;
        readers.add(Thread.ofVirtual().start(() -> wrong.addAndGet(wrongReads(channel, first))));
      }
      for (Thread reader : readers) {
        reader.join();
      }
    }

    assertThat(wrong).hasValue(0);
  }

  private int wrongReads(FileChannel channel, int first) {
    ByteBuffer target = ByteBuffer.allocateDirect(100_000);
    int wrong = 0;
    for (int at = first * 1000; at + target.capacity() <= FILE_BYTES; at += 50_000) {
      try {
        channel.read(target.clear(), at);
        wrong += target.flip().equals(contentAt(at, target.limit())) ? 0 : 1;
      } catch (IOException e) {
        wrong++;
      }
    }
    return wrong;
  }

  /** Why a desk's files are its own and are opened anew after a failure. */
  @Test
  void anInterruptClosesTheChannelThatIsRead() throws Exception {
    try (FileChannel channel = FileChannel.open(file)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocateDirect(10), 0))
          .isInstanceOf(ClosedByInterruptException.class);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(channel.isOpen()).isFalse();
    }
  }

  /** How a payload comes to stand behind its header. */
  @Test
  void bytesMoveToTheFrontOfTheirOwnBufferUnharmed() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(100_000 + 13).put(13, content, 0, 100_000);
    ByteBuffer source = buffer.duplicate().position(13);

    buffer.clear().put(source);

    assertThat(buffer.flip()).isEqualTo(contentAt(0, 100_000));
  }

  /**
   * Why {@code transferTo} needs a write before it and after it on a virtual thread: the write
   * makes the channel one that does not block its carrier, and takes what the full socket left
   * over.
   */
  @Test
  void aTransferToAFullSocketEndsShortAfterAnOrdinaryWrite() throws Exception {
    try (ServerSocketChannel listener =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        FileChannel channel = FileChannel.open(file);
        SocketChannel sender = SocketChannel.open(listener.getLocalAddress());
        SocketChannel receiver = listener.accept()) {
      AtomicInteger transferred = new AtomicInteger();
      Thread thread =
          Thread.ofVirtual()
              .start(() -> transferred.set(writeAndTransferUntilFull(channel, sender)));
      thread.join();

      assertThat(receiver.isOpen()).isTrue();
      assertThat(transferred.get()).isBetween(0, 64 * FILE_BYTES - 1);
    }
  }

  private static int writeAndTransferUntilFull(FileChannel channel, SocketChannel sender) {
    try {
      sender.write(ByteBuffer.allocate(1));
      int total = 0;
      for (int i = 0; i < 64; i++) {
        long count = channel.transferTo(0, FILE_BYTES, sender);
        total += (int) count;
        if (count < FILE_BYTES) {
          return total;
        }
      }
      return total;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
