package dev.sluice.swarm.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.PeerSource;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerSourcesTest {
  private static final List<PeerSource> ALL = List.of(PeerSource.values());

  private static EnumSet<PeerSource> allowedBy(PeerSources sources) {
    EnumSet<PeerSource> allowed = EnumSet.noneOf(PeerSource.class);
    ALL.stream().filter(sources::allow).forEach(allowed::add);
    return allowed;
  }

  @Test
  void ofAPublicTorrentAreAllThatTheUserWants() {
    assertThat(allowedBy(PeerSources.ofPublic(ALL))).isEqualTo(EnumSet.allOf(PeerSource.class));
    assertThat(allowedBy(PeerSources.ofPublic(List.of(PeerSource.PEX))))
        .containsExactlyInAnyOrder(PeerSource.PEX, PeerSource.EXPLICIT, PeerSource.INCOMING);
  }

  @Test
  void ofAPrivateTorrentAreItsTrackerAndTheUserWhateverTheUserWants() {
    assertThat(allowedBy(PeerSources.ofPrivate(ALL)))
        .containsExactlyInAnyOrder(PeerSource.TRACKER, PeerSource.EXPLICIT);
  }

  @Test
  void keepTheTrackersOfAPrivateTorrentApart() {
    assertThat(PeerSources.ofPrivate(ALL).keepTrackersApart()).isTrue();
    assertThat(PeerSources.ofPublic(ALL).keepTrackersApart()).isFalse();
  }
}
