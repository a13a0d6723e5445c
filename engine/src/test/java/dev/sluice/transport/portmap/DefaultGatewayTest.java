package dev.sluice.transport.portmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultGatewayTest {
  private static final String HEAD =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask";

  @Test
  void isWhereTheRouteToEverywhereLeads() throws IOException {
    assertThat(
            DefaultGateway.parse(
                List.of(
                    HEAD,
                    "eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF",
                    "eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000")))
        .contains(InetAddress.getByName("192.168.1.1"));
  }

  @Test
  void isUnknownWhenNoRouteLeadsEverywhere() throws IOException {
    assertThat(DefaultGateway.parse(List.of(HEAD))).isEmpty();
    assertThat(DefaultGateway.parse(List.of("tun0\t00000000\t00000000\t0001"))).isEmpty();
    assertThat(DefaultGateway.parse(List.of("", "x", "x 00000000 zz"))).isEmpty();
  }
}
