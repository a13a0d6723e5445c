package dev.sluice.dht.guard;

import static dev.sluice.dht.node.Ips.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bencode.BString;
import dev.sluice.dht.node.NodeId;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WriteTokensTest {
  private final Random random = new Random(7);
  private final NodeId key = NodeId.random(random);
  private final long now = random.nextLong();
  private final WriteTokens tokens = new WriteTokens(random, now);
  private final BString token = tokens.give(ip("1.2.3.4"), key, now);

  @Test
  void areGoodForWhomTheyWereGivenTo() {
    assertThat(tokens.isGood(token, ip("1.2.3.4"), key, now)).isTrue();
  }

  @Test
  void areGoodForNoOtherAddressAndNoOtherKey() {
    assertThat(tokens.isGood(token, ip("1.2.3.5"), key, now)).isFalse();
    assertThat(tokens.isGood(token, ip("1.2.3.4"), NodeId.random(random), now)).isFalse();
  }

  @Test
  void cannotBeMadeUp() {
    assertThat(tokens.isGood(BString.of(""), ip("1.2.3.4"), key, now)).isFalse();
    assertThat(tokens.isGood(BString.of(new byte[8]), ip("1.2.3.4"), key, now)).isFalse();
    BString start = BString.of(Arrays.copyOf(token.toBytes(), 4));
    assertThat(tokens.isGood(start, ip("1.2.3.4"), key, now)).isFalse();
  }

  @Test
  void liveForFiveMinutesAtLeast() {
    long later = now + WriteTokens.ROTATION_NANOS + 1;

    assertThat(tokens.isGood(token, ip("1.2.3.4"), key, later)).isTrue();
  }

  @Test
  void dieAfterTen() {
    tokens.give(ip("9.9.9.9"), key, now + WriteTokens.ROTATION_NANOS);
    long later = now + 2 * WriteTokens.ROTATION_NANOS;

    assertThat(tokens.isGood(token, ip("1.2.3.4"), key, later)).isFalse();
  }

  @Test
  void dieAfterTenThoughNobodyAskedInBetween() {
    long later = now + 2 * WriteTokens.ROTATION_NANOS;

    assertThat(tokens.isGood(token, ip("1.2.3.4"), key, later)).isFalse();
  }
}
