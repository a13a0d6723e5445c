package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.InfoHash;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class AllowedFastSetTest {
  private static final InfoHash INFO_HASH = InfoHash.parseHex("aa".repeat(20));

  private static int[] generate(String peer, int pieceCount, int count) {
    try {
      return AllowedFastSet.generate(INFO_HASH, InetAddress.getByName(peer), pieceCount, count);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isTheSetOfTheBep() {
    assertThat(generate("80.4.4.200", 1313, 7))
        .containsExactly(1059, 431, 808, 1217, 287, 376, 1188);
    assertThat(generate("80.4.4.200", 1313, 9))
        .containsExactly(1059, 431, 808, 1217, 287, 376, 1188, 353, 508);
  }

  @Test
  void isTheSameForANetworkAndDiffersBetweenNetworks() {
    assertThat(generate("80.4.4.1", 1313, 9)).isEqualTo(generate("80.4.4.200", 1313, 9));
    assertThat(generate("80.4.5.200", 1313, 9)).isNotEqualTo(generate("80.4.4.200", 1313, 9));
    assertThat(generate("2001:db8:1:2::1", 1313, 9))
        .isEqualTo(generate("2001:db8:1:2:ffff::7", 1313, 9));
    assertThat(generate("2001:db8:1:3::1", 1313, 9))
        .isNotEqualTo(generate("2001:db8:1:2::1", 1313, 9));
  }

  @Test
  void holdsEveryPieceOfASmallTorrentOnce() {
    assertThat(generate("80.4.4.200", 4, 10)).containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(generate("80.4.4.200", 1, 10)).containsExactly(0);
    assertThat(generate("80.4.4.200", 0, 10)).isEmpty();
  }
}
