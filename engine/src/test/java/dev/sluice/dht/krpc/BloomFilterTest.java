package dev.sluice.dht.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.bencode.BString;
import dev.sluice.dht.node.Ips;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class BloomFilterTest {
  /** The vector of BEP 33. */
  private static final String VECTOR =
      "F6C3F5EAA07FFD91BDE89F777F26FB2BFF37BDB8FB2BBAA2FD3DDDE7BACFFF75EE7CCBAE"
          + "FE5EEDB1FBFAFF67F6ABFF5E43DDBCA3FD9B9FFDF4FFD3E9DFF12D1BDF59DB53DBE9FA5B"
          + "7FF3B8FDFCDE1AFB8BEDD7BE2F3EE71EBBBFE93BCDEEFE148246C2BC5DBFF7E7EFDCF24F"
          + "D8DC7ADFFD8FFFDFDDFFF7A4BBEEDF5CB95CE81FC7FCFF1FF4FFFFDFE5F7FDCBB7FD79B3"
          + "FA1FC77BFE07FFF905B7B7FFC7FEFEFFE0B8370BB0CD3F5B7F2BD93FEB4386CFDD6F7FD5"
          + "BFAF2E9EBFFFFEECD67ADBF7C67F17EFD5D75EBA6FFEBA7FFF47A91EB1BFBB53E8ABFB57"
          + "62ABE8FF237279BFEFBFEEF5FFC5FEBFDFE5ADFFADFEE1FB737FFFFBFD9F6AEFFEEE76B6"
          + "FD8F72EF";

  @Test
  void makesTheVector() {
    BloomFilter filter = new BloomFilter();
    for (int i = 0; i <= 255; i++) {
      filter.add(Ips.ip("192.0.2." + i));
    }
    for (int i = 0; i <= 0x3e7; i++) {
      filter.add(Ips.ip("2001:db8::" + Integer.toHexString(i)));
    }

    assertThat(HexFormat.of().withUpperCase().formatHex(filter.toBytes().toBytes()))
        .isEqualTo(VECTOR);
    assertThat(filter.estimate()).isCloseTo(1224.9308, within(0.0001));
  }

  @Test
  void isLessThanOneAtFirst() {
    assertThat(new BloomFilter().estimate()).isLessThan(1);
  }

  @Test
  void unitesWithAnother() {
    BloomFilter one = new BloomFilter();
    BloomFilter other = new BloomFilter();
    one.add(Ips.ip("192.0.2.1"));
    other.add(Ips.ip("192.0.2.1"));
    other.add(Ips.ip("192.0.2.2"));

    one.addAll(BloomFilter.of(other.toBytes()));

    assertThat(one.toBytes()).isEqualTo(other.toBytes());
    assertThat(one.estimate()).isCloseTo(2, within(0.01));
  }

  @Test
  void staysFiniteWhenSomebodySendsAFullOne() {
    byte[] full = new byte[BloomFilter.BYTES];
    Arrays.fill(full, (byte) 0xff);

    assertThat(BloomFilter.of(BString.of(full)).estimate()).isLessThan(10_000);
  }
}
