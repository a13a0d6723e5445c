package dev.sluice.testkit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Inputs that a parser must survive: files of {@code src/test/resources/fuzz}, and damaged copies
 * of them. A fuzzer's findings are added as files.
 */
public final class FuzzCorpus {
  private FuzzCorpus() {}

  /**
   * One input.
   *
   * @param name the file's name
   * @param bytes its content
   */
  public record Input(String name, byte[] bytes) {
    @Override
    public String toString() {
      return name;
    }

    /**
     * Returns {@code count} copies with some bytes changed, cut out or repeated; the same seed
     * gives the same copies.
     */
    public List<byte[]> damaged(long seed, int count) {
      Random random = new Random(seed ^ name.hashCode());
      List<byte[]> copies = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        copies.add(damage(random));
      }
      return copies;
    }

    private byte[] damage(Random random) {
      byte[] copy = bytes.clone();
      for (int i = random.nextInt(4); i >= 0 && copy.length > 0; i--) {
        copy =
            switch (random.nextInt(4)) {
              case 0 -> withByte(copy, random, (byte) random.nextInt());
              case 1 -> withByte(copy, random, bytes[random.nextInt(bytes.length)]);
              case 2 -> spliced(copy, random.nextInt(copy.length), 1 + random.nextInt(8), 0);
              default -> spliced(copy, random.nextInt(copy.length), 0, 1 + random.nextInt(8));
            };
      }
      return copy;
    }

    private static byte[] withByte(byte[] copy, Random random, byte value) {
      copy[random.nextInt(copy.length)] = value;
      return copy;
    }

    /** Cuts {@code cut} bytes out at {@code at}, or repeats {@code repeat} bytes there. */
    private static byte[] spliced(byte[] from, int at, int cut, int repeat) {
      int tail = Math.max(0, Math.min(at + cut - repeat, from.length));
      int head = Math.min(at, from.length);
      byte[] result = new byte[head + from.length - tail];
      System.arraycopy(from, 0, result, 0, head);
      System.arraycopy(from, tail, result, head, from.length - tail);
      return result;
    }
  }

  /** Returns the inputs of one parser, ordered by name; at least one. */
  public static Stream<Input> of(String parser) {
    try (Stream<Path> files = Files.list(folder(parser))) {
      List<Input> inputs = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        inputs.add(new Input(file.getFileName().toString(), Files.readAllBytes(file)));
      }
      if (inputs.isEmpty()) {
        throw new AssertionError("no corpus for " + parser);
      }
      return inputs.stream();
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError("no corpus for " + parser, e);
    }
  }

  private static Path folder(String parser) throws URISyntaxException {
    var url = FuzzCorpus.class.getResource("/fuzz/" + parser);
    return Path.of(Objects.requireNonNull(url, "no folder fuzz/" + parser).toURI());
  }
}
