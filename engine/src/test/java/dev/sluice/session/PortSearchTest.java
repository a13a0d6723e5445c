package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.transport.Connection;
import dev.sluice.transport.Listener;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortSearchTest {
  private static Optional<Listener> at(int port) {
    return Optional.of(
        new Listener() {
          @Override
          public int port() {
            return port;
          }

          @Override
          public Connection accept() throws IOException {
            throw new IOException("nobody calls");
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        });
  }

  @Test
  void saysNothingWhenAllIsAsWished() {
    assertThat(PortSearch.note(at(6881), 6881, Optional.of(6881))).isEmpty();
    assertThat(PortSearch.note(at(6881), 6881, Optional.empty())).isEmpty();
    assertThat(PortSearch.note(at(50_000), 0, Optional.of(50_000))).isEmpty();
  }

  @Test
  void saysWhenItListensElsewhere() {
    assertThat(PortSearch.note(at(6882), 6881, Optional.of(6882)))
        .isEqualTo("port 6881 is taken, listening on 6882");
  }

  /** Issue 4, 12: peers call the same port over TCP and UDP, and nothing tells them of another. */
  @Test
  void saysWhenTheSamePortOfUdpBelongsToSomebodyElse() {
    assertThat(PortSearch.note(at(6881), 6881, Optional.of(40_000)))
        .isEqualTo("UDP port 6881 is taken: peers cannot call us over uTP");
  }
}
