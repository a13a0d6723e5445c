package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.Probe;
import dev.sluice.model.ProbeEvent;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording holds of what the engine told. */
class FlightEventsIT {
  private static final InfoHash TORRENT = InfoHash.of(new byte[20]);

  @TempDir private Path folder;

  @Test
  void everythingToldIsInTheRecording() throws Exception {
    Probe probe = new FlightEvents();
    try (Recording recording = new Recording()) {
      recording.start();
      probe.tell(new ProbeEvent.PieceVerified(TORRENT, 7));
      probe.tell(new ProbeEvent.DiskWritten(TORRENT, 16, 2_000_000));
      probe.tell(new ProbeEvent.ChokeRound(TORRENT, 9, 5, 2, 1));
      PeerAddress peer = new PeerAddress(InetAddress.getLoopbackAddress(), 6881);
      probe.tell(new ProbeEvent.RequestTimedOut(TORRENT, peer, 3));
      probe.tell(new ProbeEvent.ReaderStalled(5_000_000));
      recording.stop();
      recording.dump(folder.resolve("test.jfr"));
    }

    List<RecordedEvent> events = RecordingFile.readAllEvents(folder.resolve("test.jfr"));

    assertThat(only(events, "sluice.PieceVerified").getInt("piece")).isEqualTo(7);
    assertThat(only(events, "sluice.PieceVerified").getString("torrent"))
        .isEqualTo(TORRENT.toString());
    assertThat(only(events, "sluice.DiskWrite").getInt("blocks")).isEqualTo(16);
    assertThat(only(events, "sluice.DiskWrite").getDuration("took"))
        .isEqualTo(Duration.ofMillis(2));
    assertThat(only(events, "sluice.ChokeRound").getInt("interested")).isEqualTo(5);
    assertThat(only(events, "sluice.RequestTimeout").getString("peer")).isEqualTo("127.0.0.1:6881");
    assertThat(only(events, "sluice.BackpressureStall").getDuration("waited"))
        .isEqualTo(Duration.ofMillis(5));
  }

  private static RecordedEvent only(List<RecordedEvent> events, String name) {
    List<RecordedEvent> found =
        events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.getFirst();
  }
}
