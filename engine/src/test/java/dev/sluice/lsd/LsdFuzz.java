package dev.sluice.lsd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.Allocations;

/** A datagram of the local network says the same when it is said again. */
public final class LsdFuzz {
  private LsdFuzz() {}

  /** Parses, encodes, parses. */
  public static void fuzzerTestOneInput(byte[] input) {
    Allocations.within(2_000_000, () -> read(input));
  }

  private static void read(byte[] input) {
    LsdAnnounce.parse(input.clone())
        .ifPresent(announce -> {
          assertThat(announce.port()).isBetween(1, 0xffff);
          LsdAnnounce plain = new LsdAnnounce(announce.port(), announce.infoHashes(), "");
          for (LsdGroup group : LsdGroup.values()) {
            assertThat(LsdAnnounce.parse(plain.encode(group))).contains(plain);
          }
        });
  }
}
