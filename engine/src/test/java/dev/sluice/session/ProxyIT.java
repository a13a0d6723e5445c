package dev.sluice.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.InfoHash;
import dev.sluice.model.Proxy;
import dev.sluice.testkit.FakeProxy;
import dev.sluice.testkit.TestTorrent;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole sessions behind a proxy: everything goes through it, or nowhere. */
@Timeout(60)
class ProxyIT {
  private static final long UNLIMITED = Long.MAX_VALUE;
  private static final Proxy.Login LOGIN = new Proxy.Login("me", "secret");

  @TempDir Path folder;

  private final TestTorrent torrent = TestTorrent.random(71, 2 << 20, 64 * 1024);

  @ParameterizedTest
  @EnumSource
  void downloadsThroughItAlone(Proxy.Kind kind) throws Exception {
    try (FakeProxy proxy = FakeProxy.guarded(kind, LOGIN);
        SessionDesk seeder = SessionDesk.in(folder.resolve("seeder"));
        SessionDesk leecher = behind(proxy.url(Optional.of(LOGIN)))) {
      InfoHash seeded = seeder.seed(torrent);
      seeder.limit(UNLIMITED, 64 * 1024);

      leecher.fetch(torrent, seeder.address());

      SessionDesk.await("a peer", () -> !seeder.view(seeded).peers().isEmpty());
      assertThat(seeder.view(seeded).peers())
          .extracting(peer -> peer.address().ip())
          .containsOnly(FakeProxy.OUTSIDE);
      seeder.limit(UNLIMITED, UNLIMITED);
      leecher.awaitCompleted();
      leecher.assertHolds(torrent);
      assertThat(proxy.asked()).containsOnly(seeder.address().toString());
    }
  }

  @Test
  void listensToNobody() {
    try (FakeProxy proxy = FakeProxy.open(Proxy.Kind.SOCKS5);
        SessionDesk desk = behind(proxy.url())) {
      assertThat(desk.session.listening().port()).isEmpty();
      assertThat(desk.session.listening().note()).contains(proxy.url().toString());
    }
  }

  private SessionDesk behind(Proxy proxy) {
    return SessionDesk.in(folder.resolve("leecher"), settings -> settings.withProxy(proxy));
  }
}
