package dev.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people watch with, a player and a browser, shows the right pictures of a film that is still
 * being downloaded: red in its first half, blue in its second.
 */
@Tag("interop")
final class PlayersIT {
  private static final int MIB = 1 << 20;
  private static final int FILM_SECONDS = 40;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir(factory = InteropFolder.class)
  Path work;

  @ParameterizedTest
  @ValueSource(strings = {"film.mkv", "end.mp4"})
  void mpvShowsEveryPlaceWhileItDownloads(String name) throws IOException {
    Installed.wish("mpv", "mpv");
    try (Streamed streamed = Streamed.from(film(name), MIB, work)) {
      assertThat(pictureAt(25, streamed.url())).isEqualTo("red");
      assertThat(pictureAt(75, streamed.url())).isEqualTo("blue");
      assertThat(pictureAt(97, streamed.url())).isEqualTo("blue");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"film.webm", "end.mp4"})
  void aBrowserPlaysAndSeeksWhileItDownloads(String name) throws IOException {
    Installed.wish("chromium", "chromium");
    try (Streamed streamed = Streamed.from(film(name), MIB, work);
        WatchingPage page = new WatchingPage(streamed.url());
        ClientProcess _ = browser(page.url())) {
      assertThat(page.told(DEADLINE)).isEqualTo("played red, seeked blue, seeked red");
    }
  }

  private ClientProcess browser(String url) {
    return ClientProcess.start(
        work,
        "chromium",
        List.of(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--autoplay-policy=no-user-gesture-required",
            "--user-data-dir=" + work.resolve("profile"),
            "--remote-debugging-port=0",
            url));
  }

  private SampleData film(String name) throws IOException {
    Installed.require("ffmpeg", "ffmpeg");
    Path folder = Files.createDirectories(work.resolve("data"));
    var command = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
    for (String colour : List.of("red", "blue")) {
      String half = "color=%s:s=320x240:r=25:d=%d,noise=alls=60:allf=t";
      command.addAll(List.of("-f", "lavfi", "-i", half.formatted(colour, FILM_SECONDS / 2)));
    }
    command.addAll(List.of("-filter_complex", "concat", "-g", "25", "-b:v", "2M"));
    command.addAll(
        name.endsWith(".webm")
            ? List.of("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8")
            : List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"));
    command.add(folder.resolve(name).toString());
    run(command);
    return new SampleData(folder, name);
  }

  /** Returns the colour of the picture that mpv shows first at a place. */
  private String pictureAt(int percent, String url) throws IOException {
    Path pictures = Files.createDirectories(work.resolve("at" + percent));
    run(
        List.of(
            "mpv",
            "--no-config",
            "--really-quiet",
            "--ao=null",
            "--vo=image",
            "--vo-image-format=png",
            "--vo-image-outdir=" + pictures,
            "--start=" + percent + "%",
            "--frames=1",
            url));
    Path pixel = work.resolve("at" + percent + ".rgb");
    String picture = pictures.resolve("00000001.png").toString();
    run(
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-i",
            picture,
            "-vf",
            "scale=1:1:flags=area",
            "-pix_fmt",
            "rgb24",
            "-f",
            "rawvideo",
            pixel.toString()));
    byte[] rgb = Files.readAllBytes(pixel);
    return (rgb[0] & 0xff) > (rgb[2] & 0xff) ? "red" : "blue";
  }

  private void run(List<String> command) {
    try (ClientProcess process =
        ClientProcess.start(work, command.getFirst() + System.nanoTime(), command)) {
      int code = process.awaitExit(DEADLINE);
      assertThat(code).as("%s:\n%s", command, process.transcript()).isZero();
    }
  }
}
