package dev.sluice.cli.report;

import static dev.sluice.cli.report.Views.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.HeldBackBy;
import dev.sluice.api.TorrentState;
import dev.sluice.api.TrackerView;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HoldUpTest {
  private static final TrackerView GOOD =
      new TrackerView("http://a/announce", 0, "working, next announce in 27 min", true, 0, 0);
  private static final TrackerView SILENT =
      new TrackerView("http://b/announce", 0, "timed out, again in 60 s", false, -1, -1);

  static Stream<Arguments> circumstances() {
    return Stream.of(
        Arguments.of(downloading(HeldBackBy.NOTHING), ""),
        Arguments.of(downloading(HeldBackBy.DOWNLOAD_LIMIT), "held by your download limit"),
        Arguments.of(downloading(HeldBackBy.SNUBBED).peers(1, 0), "the peer sends nothing"),
        Arguments.of(downloading(HeldBackBy.SNUBBED).peers(2, 0), "the peers send nothing"),
        Arguments.of(
            downloading(HeldBackBy.REQUEST_WINDOW),
            "waiting for answers: the peers take few requests at a time"),
        Arguments.of(
            view().state(TorrentState.SEEDING).heldBackBy(HeldBackBy.UPLOAD_LIMIT),
            "held by your upload limit"),
        Arguments.of(downloading(HeldBackBy.DISK), "waiting for disk"),
        Arguments.of(
            downloading(HeldBackBy.DISK).writeMillis(120), "waiting for disk (120 ms a write)"),
        Arguments.of(downloading(HeldBackBy.CHOKED).peers(12, 0), "all 12 peers choke us"),
        Arguments.of(downloading(HeldBackBy.CHOKED).peers(1, 0), "the peer chokes us"),
        Arguments.of(
            downloading(HeldBackBy.NOTHING_TO_REQUEST).peers(3, 0),
            "the peers have nothing we lack"),
        Arguments.of(downloading(HeldBackBy.NO_PEERS), "no peers yet: no tracker to ask"),
        Arguments.of(
            downloading(HeldBackBy.NO_NETWORK).peers(0, 3).trackers(SILENT),
            "no network: this computer has no address; check the cable, Wi-Fi or VPN"),
        Arguments.of(
            view().state(TorrentState.FETCHING_METADATA).heldBackBy(HeldBackBy.NO_NETWORK),
            "no network: this computer has no address; check the cable, Wi-Fi or VPN"),
        Arguments.of(
            view().state(TorrentState.SEEDING).heldBackBy(HeldBackBy.NO_NETWORK),
            "no network: this computer has no address; check the cable, Wi-Fi or VPN"),
        Arguments.of(
            downloading(HeldBackBy.NO_PEERS).peers(0, 1), "no peers yet: trying 1 known peer"),
        Arguments.of(
            downloading(HeldBackBy.NO_PEERS).trackers(GOOD, GOOD, SILENT),
            "no peers yet: 2 trackers answered, 0 peers"),
        Arguments.of(
            downloading(HeldBackBy.NO_PEERS).trackers(SILENT),
            "no peers yet: tracker timed out, again in 60 s"),
        Arguments.of(
            downloading(HeldBackBy.NO_PEERS).trackers(SILENT, SILENT),
            "no peers yet: none of 2 trackers answered"),
        Arguments.of(view().checked(0.1), "checking what is on disk"),
        Arguments.of(view().state(TorrentState.SEEDING), ""),
        Arguments.of(view().state(TorrentState.PAUSED), "paused"),
        Arguments.of(view().failed("disk full"), "disk full"));
  }

  private static Views downloading(HeldBackBy reason) {
    return view().heldBackBy(reason);
  }

  @ParameterizedTest
  @MethodSource("circumstances")
  void saysWhatHoldsTheTorrentBack(Views torrent, String words) {
    assertThat(HoldUp.words(torrent.build())).isEqualTo(words);
  }
}
