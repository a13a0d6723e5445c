package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressRangesTest {
  private static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static AddressRanges of(String... ends) {
    AddressRanges.Builder builder = new AddressRanges.Builder();
    for (int i = 0; i < ends.length; i += 2) {
      builder.add(ip(ends[i]), ip(ends[i + 1]));
    }
    return builder.build();
  }

  @Test
  void includeBothEndsAndNothingBeyond() {
    AddressRanges ranges = of("10.0.0.5", "10.0.1.7", "200.1.0.0", "200.1.0.0");

    assertThat(List.of("10.0.0.5", "10.0.0.255", "10.0.1.7", "200.1.0.0"))
        .allMatch(each -> ranges.contains(ip(each)));
    assertThat(List.of("10.0.0.4", "10.0.1.8", "200.0.255.255", "200.1.0.1", "0.0.0.0", "::1"))
        .noneMatch(each -> ranges.contains(ip(each)));
  }

  @Test
  void reachFromTheFirstAddressToTheLast() {
    assertThat(of("0.0.0.0", "255.255.255.255").contains(ip("128.0.0.1"))).isTrue();
    assertThat(of("255.255.255.255", "255.255.255.255").contains(ip("255.255.255.255"))).isTrue();
    assertThat(AddressRanges.NONE.contains(ip("128.0.0.1"))).isFalse();
    assertThat(AddressRanges.NONE.contains(ip("::"))).isFalse();
  }

  @Test
  void knowIpv6Too() {
    AddressRanges ranges =
        of("2001:db8::", "2001:db8::ffff", "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

    assertThat(List.of("2001:db8::", "2001:db8::ff", "2001:db8::ffff", "ff02::1"))
        .allMatch(each -> ranges.contains(ip(each)));
    assertThat(List.of("2001:db8::1:0", "2001:db7:ffff::", "fe80::1", "::"))
        .noneMatch(each -> ranges.contains(ip(each)));
  }

  @Test
  void areJoinedWhereTheyTouchOrOverlap() {
    assertThat(of("1.0.0.0", "1.0.0.9", "1.0.0.10", "1.0.0.20", "1.0.0.5", "1.0.0.6").count())
        .isEqualTo(1);
    assertThat(of("1.0.0.0", "1.0.0.9", "1.0.0.11", "1.0.0.20").count()).isEqualTo(2);
    assertThat(of("a::", "a::9", "a::5", "a::20").count()).isEqualTo(1);
  }

  @Test
  void refuseWhatIsNoRange() {
    assertThatThrownBy(() -> of("1.0.0.1", "1.0.0.0")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of("1.0.0.1", "::1")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of("::2", "::1")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sayTheSameAsALookThroughAll() {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      List<long[]> plain = new ArrayList<>();
      AddressRanges.Builder builder = new AddressRanges.Builder();
      for (int i = 0; i < 40; i++) {
        long first = random.nextInt(1000) + (random.nextBoolean() ? 0xffff_fc00L : 0);
        long last = Math.min(0xffff_ffffL, first + random.nextInt(20));
        first = Math.min(first, last);
        plain.add(new long[] {first, last});
        builder.addIpv4(first, last);
      }
      AddressRanges ranges = builder.build();
      for (long number = 0; number < 1100; number++) {
        long at = number;
        InetAddress address =
            ip((at >> 24) + "." + (at >> 16 & 255) + "." + (at >> 8 & 255) + "." + (at & 255));
        boolean isIn = plain.stream().anyMatch(each -> each[0] <= at && at <= each[1]);
        assertThat(ranges.contains(address)).as("seed %d, %s", seed, address).isEqualTo(isIn);
      }
    }
  }

  /** Two million ranges take 16 MB: the array that they are kept in and no more. */
  @Test
  void millionsOfThemAreFoundInAMoment() {
    AddressRanges.Builder builder = new AddressRanges.Builder();
    for (long i = 0; i < 2_000_000; i++) {
      builder.addIpv4(i * 2000, i * 2000 + 999);
    }
    AddressRanges ranges = builder.build();

    assertThat(ranges.count()).isEqualTo(2_000_000);
    assertThat(ranges.contains(ip("0.0.3.231"))).isTrue(); // 999
    assertThat(ranges.contains(ip("0.0.3.232"))).isFalse();
  }
}
