package dev.sluice.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.RateLimits;
import org.junit.jupiter.api.Test;

class CircumstancesTest {
  private final MobileOptions options = new MobileOptions("state", "downloads");

  private Circumstances phone() {
    return Circumstances.unknown(options);
  }

  @Test
  void torrentsRunUntilTheAppSaysOtherwise() {
    assertThat(phone().mayRun()).isTrue();
    assertThat(phone().limits()).isEqualTo(RateLimits.NONE);
  }

  @Test
  void aMeteredNetworkPausesThem() {
    assertThat(phone().withNetwork(NetworkKind.METERED).mayRun()).isFalse();
  }

  @Test
  void aMeteredNetworkLimitsThemIfTheAppAllowsSomething() {
    options.meteredBytesPerSecond(50_000);

    Circumstances metered = phone().withNetwork(NetworkKind.METERED);

    assertThat(metered.mayRun()).isTrue();
    assertThat(metered.limits()).isEqualTo(new RateLimits(50_000, 50_000));
    assertThat(metered.withNetwork(NetworkKind.UNMETERED).limits()).isEqualTo(RateLimits.NONE);
  }

  @Test
  void withoutANetworkNothingRuns() {
    options.meteredBytesPerSecond(50_000);

    assertThat(phone().withNetwork(NetworkKind.NONE).mayRun()).isFalse();
  }

  @Test
  void aLowBatteryPausesThemUnlessItIsBeingCharged() {
    assertThat(phone().withBattery(15, false).mayRun()).isTrue();
    assertThat(phone().withBattery(14, false).mayRun()).isFalse();
    assertThat(phone().withBattery(14, true).mayRun()).isTrue();
  }

  @Test
  void anAppMayWantTheChargerItself() {
    options.onlyWhileCharging(true);

    assertThat(phone().withBattery(100, false).mayRun()).isFalse();
    assertThat(phone().withBattery(3, true).mayRun()).isTrue();
  }

  @Test
  void theChargerDoesNotMakeANetworkFree() {
    assertThat(phone().withNetwork(NetworkKind.METERED).withBattery(100, true).mayRun()).isFalse();
  }
}
