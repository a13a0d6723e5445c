package dev.sluice.swarm.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerSourcesTest {
  private static final List<Source> ALL = List.of(Source.values());

  private static EnumSet<Source> allowedBy(PeerSources sources) {
    EnumSet<Source> allowed = EnumSet.noneOf(Source.class);
    ALL.stream().filter(sources::allow).forEach(allowed::add);
    return allowed;
  }

  @Test
  void ofAPublicTorrentAreAllThatTheUserWants() {
    assertThat(allowedBy(PeerSources.ofPublic(ALL))).isEqualTo(EnumSet.allOf(Source.class));
    assertThat(allowedBy(PeerSources.ofPublic(List.of(Source.PEX))))
        .containsExactlyInAnyOrder(Source.PEX, Source.EXPLICIT, Source.INCOMING);
  }

  @Test
  void ofAPrivateTorrentAreNeitherDhtNorPexNorLsdWhateverTheUserWants() {
    assertThat(allowedBy(PeerSources.ofPrivate(ALL)))
        .containsExactlyInAnyOrder(Source.TRACKER, Source.EXPLICIT, Source.INCOMING);
  }

  @Test
  void keepTheTrackersOfAPrivateTorrentApart() {
    assertThat(PeerSources.ofPrivate(ALL).keepTrackersApart()).isTrue();
    assertThat(PeerSources.ofPublic(ALL).keepTrackersApart()).isFalse();
  }
}
