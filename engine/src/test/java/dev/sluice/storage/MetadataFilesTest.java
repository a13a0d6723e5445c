package dev.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.actor.Sink;
import dev.sluice.model.InfoHash;
import dev.sluice.testkit.MemoryVolume;
import dev.sluice.testkit.SteppedLanes;
import dev.sluice.testkit.TestTorrent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetadataFilesTest {
  private static final Path STATE = Path.of("/state");

  private final TestTorrent torrent = TestTorrent.random(1, 50_000, 16 * 1024);
  private final InfoHash infoHash = torrent.info().infoHash();
  private final Path file = STATE.resolve(infoHash.toHex() + ".info");
  private final MemoryVolume volume = new MemoryVolume();
  private final SteppedLanes lanes = new SteppedLanes(1);
  private final List<Optional<byte[]>> answers = new ArrayList<>();

  private MetadataShelf shelf() throws IOException {
    return new DiskStorage(volume, lanes.lanes(), new BlockBuffers(1 << 20), 8)
        .disk(Path.of("/downloads"), STATE)
        .shelf();
  }

  private final class Answers implements Sink<Optional<byte[]>> {
    @Override
    public boolean post(Optional<byte[]> answer) {
      return answers.add(answer);
    }

    @Override
    public boolean offer(Optional<byte[]> answer) {
      return answers.add(answer);
    }
  }

  private Optional<byte[]> found() throws IOException {
    shelf().find(infoHash, new Answers());
    lanes.runAll();
    assertThat(answers).hasSize(1);
    return answers.remove(0);
  }

  private void keep() throws IOException {
    shelf().keep(infoHash, torrent.infoBytes());
    lanes.runAll();
  }

  @Test
  void findsNothingAtFirst() throws IOException {
    assertThat(found()).isEmpty();
  }

  @Test
  void findsWhatItWasGivenToKeepByteForByte() throws IOException {
    keep();

    assertThat(found()).hasValueSatisfying(info -> assertThat(info).isEqualTo(torrent.infoBytes()));
    assertThat(volume.openHandles()).isZero();
  }

  @Test
  void takesADamagedFileForNone() throws IOException {
    keep();
    byte[] damaged = torrent.infoBytes();
    damaged[7]++;
    volume.put(file, damaged);

    assertThat(found()).isEmpty();
  }

  @Test
  void takesACutFileForNone() throws IOException {
    volume.put(file, new byte[0]);

    assertThat(found()).isEmpty();
  }

  @Test
  void replacesADamagedFile() throws IOException {
    volume.put(file, new byte[200_000]);

    keep();

    assertThat(found()).isPresent();
  }
}
