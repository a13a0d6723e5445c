package dev.sluice.dht.guard;

import static dev.sluice.dht.node.Ips.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dht.node.Ips;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QueryLimitsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final QueryLimits limits = new QueryLimits();
  private long now = Long.MAX_VALUE - 3 * SECOND;

  private int admitted(String address, int questions, long gapNanos) {
    int admitted = 0;
    for (int i = 0; i < questions; i++) {
      admitted += limits.admits(ip(address), now) ? 1 : 0;
      now += gapNanos;
    }
    return admitted;
  }

  @Test
  void hearFiveASecondForEver() {
    assertThat(admitted("1.2.3.4", 10_000, SECOND / 5)).isEqualTo(10_000);
  }

  @Test
  void hearABurst() {
    assertThat(admitted("1.2.3.4", QueryLimits.BURST, 0)).isEqualTo(QueryLimits.BURST);
  }

  @Test
  void areDeafForFiveMinutesToWhoeverGoesOn() {
    admitted("1.2.3.4", QueryLimits.BURST + 1, 0);

    assertThat(admitted("1.2.3.4", 299, SECOND)).isZero();
    now += 2 * SECOND;
    assertThat(admitted("1.2.3.4", 1, SECOND)).isEqualTo(1);
    assertThat(limits.refusedCount()).isEqualTo(300);
  }

  @Test
  void doNotMakeOneStrangerPayForAnother() {
    admitted("1.2.3.4", 1_000, 0);

    assertThat(admitted("1.2.3.5", 10, 0)).isEqualTo(10);
  }

  @Test
  void takeAWholeLinkOfIpv6ForOneStranger() {
    for (int i = 1; i <= 1_000; i++) {
      limits.admits(ip("2a00:1450:4001:80b::" + Integer.toHexString(i)), now);
    }

    assertThat(admitted("2a00:1450:4001:80b::ffff", 1, 0)).isZero();
  }

  @Test
  void rememberNoMoreThanSoManyStrangers() {
    admitted("1.2.3.4", QueryLimits.BURST + 1, 0);
    for (int i = 0; i < QueryLimits.MAX_STRANGERS; i++) {
      limits.admits(Ips.number(i).ip(), now);
    }

    assertThat(admitted("1.2.3.4", 1, 0)).as("forgotten").isEqualTo(1);
  }
}
