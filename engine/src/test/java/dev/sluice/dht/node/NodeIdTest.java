package dev.sluice.dht.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NodeIdTest {
  private final Random random = new Random(5);

  private static NodeId id(String hexPrefix) {
    return NodeId.of(HexFormat.of().parseHex((hexPrefix + "0".repeat(40)).substring(0, 40)));
  }

  @Test
  void countsTheBitsThatTwoBeginWithInCommon() {
    assertThat(id("80").sharedBits(id("00"))).isZero();
    assertThat(id("ff").sharedBits(id("fe"))).isEqualTo(7);
    assertThat(id("00".repeat(8) + "01").sharedBits(id(""))).isEqualTo(71);
    assertThat(id("00".repeat(19) + "01").sharedBits(id(""))).isEqualTo(159);
    assertThat(id("1234").sharedBits(id("1234"))).isEqualTo(160);
  }

  @Test
  void measuresDistanceByExclusiveOr() {
    NodeId target = id("f0");

    List<NodeId> sorted =
        List.of(id("00"), id("f8"), id("f1"), id("e0")).stream()
            .sorted(target.nearestFirst())
            .toList();

    assertThat(sorted).containsExactly(id("f1"), id("f8"), id("e0"), id("00"));
  }

  @Test
  void ordersByTheLastBytesToo() {
    NodeId target = id("00".repeat(19) + "f0");

    assertThat(target.compareDistance(id("00".repeat(19) + "f1"), id("00".repeat(19) + "00")))
        .isNegative();
    assertThat(target.compareDistance(target, id("00".repeat(10) + "01"))).isNegative();
  }

  @Test
  void drawsIdsThatShareAtLeastTheBitsAskedFor() {
    NodeId own = NodeId.random(random);

    for (int bits = 0; bits <= NodeId.BITS; bits++) {
      assertThat(own.randomSharing(bits, random).sharedBits(own)).isGreaterThanOrEqualTo(bits);
    }
    assertThat(own.randomSharing(NodeId.BITS, random)).isEqualTo(own);
  }

  @Test
  void isReadAndWrittenAsTwentyBytes() {
    NodeId own = NodeId.random(random);

    assertThat(NodeId.of(own.toBytes())).isEqualTo(own);
    assertThat(NodeId.of(own.toInfoHash())).isEqualTo(own);
    assertThatThrownBy(() -> NodeId.of(new byte[19])).isInstanceOf(IllegalArgumentException.class);
  }
}
