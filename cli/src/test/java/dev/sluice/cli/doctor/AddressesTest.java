package dev.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
  private static String page(String... literals) throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    for (String literal : literals) {
      addresses.add(InetAddress.getByName(literal));
    }
    Page page = new Page();
    Addresses.addTo(page, addresses);
    return page.text();
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.5, 'IPv4             private, behind a router'",
    "198.51.100.7, 'IPv4             public'",
    "fd00::1, 'IPv6             private, behind a router'",
    "2001:db8::1, 'IPv6             public'"
  })
  void saysWhatAnAddressIsGoodForWithoutNamingIt(String address, String line) throws Exception {
    assertThat(page(address)).contains(line).doesNotContain(address, "!");
  }

  @Test
  void namesTheBestOfAFamily() throws Exception {
    assertThat(page("10.0.0.1", "198.51.100.7")).contains("IPv4             public");
  }

  @Test
  void knowsThatTheLoopbackAndLinkLocalAddressesLeadNowhere() throws Exception {
    assertThat(page("127.0.0.1", "::1", "fe80::1", "169.254.1.1"))
        .contains("! IPv4: no network; connect this machine to one");
  }
}
