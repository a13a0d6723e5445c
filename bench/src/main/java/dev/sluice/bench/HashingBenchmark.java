package dev.sluice.bench;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** SHA-1 of a block and of a piece, from a direct buffer as the lanes do it and from an array. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HashingBenchmark {
  /** How much is hashed at once: a block, what a check reads at once, a piece. */
  @Param({"16384", "262144", "1048576"})
  public int bytes;

  private byte[] array = {};
  private ByteBuffer direct = ByteBuffer.allocateDirect(0);

  /** Makes the data. */
  @Setup
  public void fill() {
    array = new byte[bytes];
    new Random(1).nextBytes(array);
    direct = ByteBuffer.allocateDirect(bytes).put(array);
  }

  /** The JVM copies what lies outside its heap first, in parts. */
  @Benchmark
  public byte[] direct() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-1");
    digest.update(direct.clear());
    return digest.digest();
  }

  /** The intrinsic alone. */
  @Benchmark
  public byte[] array() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-1");
    digest.update(array);
    return digest.digest();
  }
}
