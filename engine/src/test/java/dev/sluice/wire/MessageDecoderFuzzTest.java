package dev.sluice.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PieceGeometry;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Feeds the decoder the corpus in {@code fuzz/wire} (each file what a peer sends behind its
 * handshake about a torrent of eleven pieces of 32 KiB, the last of 100 bytes), and mutants of it.
 */
final class MessageDecoderFuzzTest {
  private static final PieceGeometry GEOMETRY = new PieceGeometry(10 * 32768 + 100, 32768);
  private static final int MUTANTS = 3_000;

  /** Where most numbers stand that a message can lie with. */
  private static final int HEADERS_BYTES = 64;

  static List<Path> corpus() throws IOException, URISyntaxException {
    Path folder =
        Path.of(requireNonNull(MessageDecoderFuzzTest.class.getResource("/fuzz/wire")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void hasACorpus() throws Exception {
    assertThat(corpus()).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void readsOrRefusesTheCorpus(Path file) throws Exception {
    byte[] stream = Files.readAllBytes(file);
    boolean valid = file.getFileName().toString().startsWith("valid-");

    Outcome outcome = feed(stream, MessageLimits.of(GEOMETRY), new Random(1));

    assertThat(outcome).isEqualTo(valid ? Outcome.READ : Outcome.REFUSED);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void survivesMutantsOfTheCorpus(Path file) throws Exception {
    byte[] stream = Files.readAllBytes(file);

    for (int seed = 0; seed < MUTANTS; seed++) {
      Random random = new Random(seed);
      byte[] mutant = mutant(stream, random);
      try {
        feed(mutant, MessageLimits.of(GEOMETRY), random);
        feed(mutant, MessageLimits.beforeMetadata(), random);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("mutant of %s with seed %d".formatted(file, seed), e);
      }
    }
  }

  private static byte[] mutant(byte[] stream, Random random) {
    byte[] mutant = stream.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int range = random.nextBoolean() ? mutant.length : Math.min(mutant.length, HEADERS_BYTES);
      int at = random.nextInt(range);
      mutant[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) (mutant[at] ^ (1 << random.nextInt(8)));
            case 2 -> (byte) 0;
            default -> (byte) 0xff;
          };
    }
    return mutant;
  }

  enum Outcome {
    READ,
    REFUSED
  }

  /**
   * Feeds randomly cut bytes; checks that what is read means exactly those bytes, and the leases.
   */
  static Outcome feed(byte[] stream, MessageLimits limits, Random random) throws Exception {
    LeakCheckedBlocks blocks = new LeakCheckedBlocks();
    ByteBuffer understood = ByteBuffer.wrap(stream);
    try (MessageDecoder decoder = new MessageDecoder(limits, blocks)) {
      for (int at = 0; at < stream.length; ) {
        int length = Math.min(1 + random.nextInt(40_000), stream.length - at);
        ByteBuffer input = ByteBuffer.wrap(stream, at, length);
        PeerMessage message = decoder.decode(input);
        while (message != null) {
          expectBytesOf(message, understood);
          message = decoder.decode(input);
        }
        assertThat(input.hasRemaining()).isFalse();
        assertThat(blocks.leased()).isLessThanOrEqualTo(1);
        at += length;
      }
      return Outcome.READ;
    } catch (WireException e) {
      assertThat(e.offsetBytes()).isEqualTo(understood.position());
      return Outcome.REFUSED;
    } finally {
      assertThat(blocks.leased()).isZero();
    }
  }

  private static void expectBytesOf(PeerMessage message, ByteBuffer stream) {
    if (message instanceof PeerMessage.Unknown unknown) {
      stream.position(stream.position() + 5 + unknown.lengthBytes());
      return;
    }
    ByteBuffer encoded = ByteBuffer.allocate(MessageEncoder.encodedLength(message));
    MessageEncoder.encode(message, encoded);
    ByteBuffer original = stream.slice(stream.position(), encoded.capacity());
    assertThat(encoded.flip()).isEqualTo(original);
    stream.position(stream.position() + encoded.capacity());
    if (message instanceof PeerMessage.Piece piece) {
      piece.data().release();
    }
  }
}
