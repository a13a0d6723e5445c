package dev.sluice.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackerUrlsTest {
  @Test
  void keepsTiersAndTheirOrder() {
    assertThat(
            TrackerUrls.of(
                List.of(
                    List.of("http://a.example/announce", "udp://b.example:80"),
                    List.of("https://c.example/announce"))))
        .containsExactly(
            List.of(URI.create("http://a.example/announce"), URI.create("udp://b.example:80")),
            List.of(URI.create("https://c.example/announce")));
  }

  @Test
  void leavesOutWhatIsNoAddressOfATracker() {
    assertThat(
            TrackerUrls.of(
                List.of(List.of("", "not an address", "file:///etc/passwd", "http://a.example/x"))))
        .containsExactly(List.of(URI.create("http://a.example/x")));
  }
}
