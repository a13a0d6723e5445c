package dev.sluice.dht.krpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.Allocations;

/** A datagram is refused, or means the same when it is written again. */
public final class KrpcFuzz {
  private KrpcFuzz() {}

  /** Decodes, encodes, decodes. */
  public static void fuzzerTestOneInput(byte[] input) {
    Allocations.within(5_000_000 + 2_000L * input.length, () -> read(input));
  }

  private static void read(byte[] input) {
    try {
      KrpcMessage message = KrpcDecoder.decode(input.clone());
      byte[] again = KrpcEncoder.encode(message);
      assertThat(KrpcEncoder.encode(KrpcDecoder.decode(again.clone()))).isEqualTo(again);
    } catch (KrpcException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }
}
