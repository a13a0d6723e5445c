package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpFilterReaderTest {
  private static IpFilter read(String list) throws IOException {
    return IpFilterReader.read(
        new ByteArrayInputStream(list.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static boolean blocks(IpFilter filter, String address) throws IOException {
    return filter.blocked().contains(InetAddress.getByName(address));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Some: one, Inc:1.2.3.0-1.2.3.9            | 1.2.3.0       | 1.2.3.9      | 1.2.3.10",
        "caf\u00e9:1.2.3.0 - 1.2.3.9              | 1.2.3.0       | 1.2.3.9      | 1.2.4.0",
        "001.002.003.000 - 001.002.003.009 , 000 , who | 1.2.3.0   | 1.2.3.9      | 1.2.3.10",
        "001.002.003.010-001.002.003.019,127,a,b   | 1.2.3.10      | 1.2.3.19     | 1.2.3.8",
        "1.2.3.77/24                               | 1.2.3.0       | 1.2.3.255    | 1.2.4.0",
        "1.2.3.4                                   | 1.2.3.4       | 1.2.3.4      | 1.2.3.5",
        "1.2.3.0-1.2.3.9                           | 1.2.3.0       | 1.2.3.9      | 1.2.3.10",
        "0.0.0.0/0                                 | 0.0.0.0       | 255.255.255.255 | ::1",
        "2001:db8::/32                             | 2001:db8::    | 2001:db8:ffff::1 | 2001:db9::",
        "2001:db8::1 - 2001:db8::9                 | 2001:db8::1   | 2001:db8::9  | 2001:db8::a",
        "::1                                       | ::1           | ::1          | ::2"
      })
  void readsEveryFormat(String line, String first, String last, String beyond) throws IOException {
    IpFilter filter = read(line + "\n");

    assertThat(filter.badLines()).isZero();
    assertThat(blocks(filter, first)).isTrue();
    assertThat(blocks(filter, last)).isTrue();
    assertThat(blocks(filter, beyond)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "# comment",
        "; comment",
        "// comment",
        "1.2.3.0 - 1.2.3.9 , 128 , allowed"
      })
  void passesOverWhatBlocksNothing(String line) throws IOException {
    IpFilter filter = read(line + "\r\n");

    assertThat(filter.badLines()).isZero();
    assertThat(filter.blocked().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "1.2.3",
        "1.2.3.256",
        "1.2.3.4/33",
        "2001:db8::/129",
        "1.2.3.9-1.2.3.0",
        "name:1.2.3.9-1.2.3.0",
        "1.2.3.4-::1",
        "::zz",
        "example.com",
        "1.2.3.4 - 1.2.3.5 , x , name",
        "99999.1.1.1-1.1.1.1"
      })
  void countsWhatItDoesNotUnderstandAndGoesOn(String line) throws IOException {
    IpFilter filter = read("# list\n" + line + "\n10.0.0.1\n" + line);

    assertThat(filter.badLines()).isEqualTo(2);
    assertThat(filter.firstBad()).isEqualTo("line 2");
    assertThat(filter.blocked().count()).isEqualTo(1);
    assertThat(blocks(filter, "10.0.0.1")).isTrue();
  }

  @Test
  void decompressesGzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("a:1.2.3.4-1.2.3.5".getBytes(StandardCharsets.ISO_8859_1));
    }

    IpFilter filter = IpFilterReader.read(new ByteArrayInputStream(bytes.toByteArray()));

    assertThat(blocks(filter, "1.2.3.5")).isTrue();
  }

  @Test
  void saysThatGzipIsDamagedRatherThanBlockHalf() throws IOException {
    byte[] damaged = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3};

    assertThatThrownBy(() -> IpFilterReader.read(new ByteArrayInputStream(damaged)))
        .isInstanceOf(IOException.class);
  }

  /** A line of half a gigabyte is not held, and a list of more is none. */
  @Test
  void givesUpOnAListWithoutEnd() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            java.util.Arrays.fill(target, offset, offset + length, (byte) 'x');
            return length;
          }
        };

    assertThatThrownBy(() -> IpFilterReader.read(endless))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("512 MiB");
  }
}
