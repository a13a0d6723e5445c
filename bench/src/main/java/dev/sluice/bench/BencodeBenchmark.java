package dev.sluice.bench;

import com.dampcake.bencode.Type;
import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BDictionaryBuilder;
import dev.sluice.bencode.BInteger;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.Bencode;
import dev.sluice.bencode.BencodeException;
import dev.sluice.bencode.BencodeLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Bencode of a typical .torrent file, of a dictionary of 1,024 keys, and of a torrent of 20,000
 * files; {@code other...} is com.dampcake:bencode on the same data, held as its users hold it.
 *
 * <p>Single calls are sampled: their median tells the same on a busy machine as on a quiet one,
 * where an average also counts the time that other processes took.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class BencodeBenchmark {
  private static final String TRACKER = "http://tracker.example.com/announce";

  private final com.dampcake.bencode.Bencode other =
      new com.dampcake.bencode.Bencode(StandardCharsets.ISO_8859_1, true);
  private final byte[] hashes = new byte[100 * 20];
  private final List<String> keys = new ArrayList<>();
  private BDictionary typical = BDictionary.builder().build();
  private BDictionary large = BDictionary.builder().build();
  private Map<String, Object> otherTypical = Map.of();
  private Map<String, Object> otherLarge = Map.of();
  private byte[] typicalBytes = {};
  private byte[] largeBytes = {};
  private byte[] manyFilesBytes = {};

  /** Makes the data and fails if the two libraries do not agree on its form. */
  @Setup
  public void prepare() {
    new Random(1).nextBytes(hashes);
    for (int i = 0; i < 1024; i++) {
      keys.add("key-%05d".formatted(i * 7919 % 100_000));
    }
    typical = buildTypical();
    large = largeBuilder().build();
    otherTypical = buildOtherTypical();
    otherLarge = new TreeMap<>();
    keys.forEach(key -> otherLarge.put(key, (long) key.hashCode()));
    typicalBytes = typical.encode();
    largeBytes = large.encode();
    manyFilesBytes = manyFiles().encode();
    if (!Arrays.equals(typicalBytes, other.encode(otherTypical))
        || !Arrays.equals(largeBytes, other.encode(otherLarge))) {
      throw new IllegalStateException("the libraries disagree");
    }
  }

  private BDictionaryBuilder largeBuilder() {
    BDictionaryBuilder builder = BDictionary.builder();
    for (String key : keys) {
      builder.put(key, (long) key.hashCode());
    }
    return builder;
  }

  private BDictionary buildTypical() {
    BDictionary info =
        BDictionary.builder()
            .put("length", 26_214_400)
            .put("name", "example.iso")
            .put("piece length", 262_144)
            .put("pieces", hashes)
            .build();
    return BDictionary.builder()
        .put("announce", TRACKER)
        .put("comment", "An example of an image")
        .put("created by", "Sluice")
        .put("creation date", 1_700_000_000)
        .put("info", info)
        .build();
  }

  private Map<String, Object> buildOtherTypical() {
    Map<String, Object> info = new TreeMap<>();
    info.put("length", 26_214_400L);
    info.put("name", "example.iso");
    info.put("piece length", 262_144L);
    info.put("pieces", ByteBuffer.wrap(hashes));
    Map<String, Object> torrent = new TreeMap<>();
    torrent.put("announce", TRACKER);
    torrent.put("comment", "An example of an image");
    torrent.put("created by", "Sluice");
    torrent.put("creation date", 1_700_000_000L);
    torrent.put("info", info);
    return torrent;
  }

  private BDictionary manyFiles() {
    List<BDictionary> files = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      BList path = BList.of(BString.of("folder-" + i / 100), BString.of("file-" + i + ".txt"));
      files.add(BDictionary.builder().put("length", new BInteger(i)).put("path", path).build());
    }
    return BDictionary.builder().put("files", BList.of(files)).put("name", "many").build();
  }

  /** Encodes a dictionary that exists. */
  @Benchmark
  public byte[] encodeTypical() {
    return typical.encode();
  }

  /** Makes the dictionary of Java values first. */
  @Benchmark
  public byte[] buildAndEncodeTypical() {
    return buildTypical().encode();
  }

  /** Encodes maps that exist. */
  @Benchmark
  public byte[] otherEncodeTypical() {
    return other.encode(otherTypical);
  }

  /** Makes the maps first. */
  @Benchmark
  public byte[] otherBuildAndEncodeTypical() {
    return other.encode(buildOtherTypical());
  }

  /** Encodes 1,024 keys in a dictionary that exists. */
  @Benchmark
  public byte[] encodeLarge() {
    return large.encode();
  }

  /** Makes the dictionary of 1,024 unsorted keys first. */
  @Benchmark
  public byte[] buildAndEncodeLarge() {
    return largeBuilder().build().encode();
  }

  /** Encodes 1,024 keys in a sorted map that exists. */
  @Benchmark
  public byte[] otherEncodeLarge() {
    return other.encode(otherLarge);
  }

  /** Decodes what {@link #encodeTypical} wrote. */
  @Benchmark
  public BDictionary decodeTypical() throws BencodeException {
    return Bencode.decodeDictionary(typicalBytes, BencodeLimits.FILE);
  }

  /** Decodes what {@link #encodeTypical} wrote. */
  @Benchmark
  public Map<String, Object> otherDecodeTypical() {
    return other.decode(typicalBytes, Type.DICTIONARY);
  }

  /** Decodes what {@link #encodeLarge} wrote. */
  @Benchmark
  public BDictionary decodeLarge() throws BencodeException {
    return Bencode.decodeDictionary(largeBytes, BencodeLimits.FILE);
  }

  /** Decodes what {@link #encodeLarge} wrote. */
  @Benchmark
  public Map<String, Object> otherDecodeLarge() {
    return other.decode(largeBytes, Type.DICTIONARY);
  }

  /** Decodes the entries of 20,000 files. */
  @Benchmark
  public BDictionary decodeManyFiles() throws BencodeException {
    return Bencode.decodeDictionary(manyFilesBytes, BencodeLimits.FILE);
  }

  /** Decodes the entries of 20,000 files. */
  @Benchmark
  public Map<String, Object> otherDecodeManyFiles() {
    return other.decode(manyFilesBytes, Type.DICTIONARY);
  }
}
