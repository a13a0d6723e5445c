package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sluice stream} serves players from a slow real seeder, long before all is here. */
@Tag("interop")
final class StreamIT {
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir(factory = InteropFolder.class)
  Path work;

  @Test
  void servesTheMiddleAndTheEndLongBeforeAllIsHere() throws Exception {
    SampleData data = SampleData.file(work.resolve("data"), "film.bin", 40L * MIB, 21);
    byte[] expected = Files.readAllBytes(data.root());
    try (Streamed streamed = Streamed.from(data, 2 * MIB, work)) {
      assertThat(streamed.range(20 * MIB, 64 * KIB))
          .isEqualTo(Arrays.copyOfRange(expected, 20 * MIB, 20 * MIB + 64 * KIB));
      assertThat(streamed.range(40 * MIB - 100, 100))
          .isEqualTo(Arrays.copyOfRange(expected, 40 * MIB - 100, 40 * MIB));

      assertThat(streamed.sentBySeeder()).isLessThan(20L * MIB);
    }
  }

  @Test
  void servesWhatAMagnetLinkLeadsTo() throws Exception {
    SampleData data = SampleData.file(work.resolve("data"), "film.bin", 4L * MIB, 22);
    byte[] expected = Files.readAllBytes(data.root());
    try (Streamed streamed = new Streamed(data, 2 * MIB, TorrentFile::magnet, work)) {
      assertThat(streamed.range(4 * MIB - 100, 100))
          .isEqualTo(Arrays.copyOfRange(expected, 4 * MIB - 100, 4 * MIB));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"front.mp4", "end.mp4", "film.mkv"})
  void ffmpegPlaysAndSeeksWhileItDownloads(String name) throws Exception {
    Installed.require("ffmpeg", "ffmpeg");
    Path folder = Files.createDirectories(work.resolve("data"));
    makeFilm(folder.resolve(name));
    try (Streamed streamed = Streamed.from(new SampleData(folder, name), 2 * MIB, work)) {
      assertThat(run("ffprobe", "-v", "error", "-show_entries", "format=duration", streamed.url()))
          .contains("duration=60");
      for (String second : List.of("45", "15", "58")) {
        Path picture = work.resolve(name + second + ".png");
        run(
            "ffmpeg",
            "-v",
            "error",
            "-ss",
            second,
            "-i",
            streamed.url(),
            "-frames:v",
            "1",
            picture.toString());
        assertThat(picture).isNotEmptyFile();
      }
    }
  }

  /** Sixty seconds of 3 Mbit/s; the index lies at the end of an MP4 unless it is told otherwise. */
  private void makeFilm(Path film) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-f", "lavfi"));
    command.addAll(List.of("-i", "testsrc2=size=320x240:rate=25:duration=60"));
    command.addAll(List.of("-c:v", "mpeg4", "-b:v", "3M", "-minrate", "3M"));
    if (film.getFileName().toString().startsWith("front")) {
      command.addAll(List.of("-movflags", "+faststart"));
    }
    command.add(film.toString());
    run(command.toArray(String[]::new));
  }

  private String run(String... command) throws IOException, InterruptedException {
    try (ClientProcess process =
        ClientProcess.start(work, command[0] + System.nanoTime(), List.of(command))) {
      int code = process.awaitExit(DEADLINE);
      assertThat(code).as("%s:\n%s", List.of(command), process.transcript()).isZero();
      return process.out();
    }
  }
}
