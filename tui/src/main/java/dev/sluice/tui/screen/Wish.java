package dev.sluice.tui.screen;

import dev.sluice.api.FilePriority;
import dev.sluice.api.RateLimits;
import dev.sluice.model.InfoHash;
import java.nio.file.Path;
import java.util.List;

/** Something that a person wants done, beyond looking at another screen. */
public sealed interface Wish {
  /** Get a torrent: a path of a .torrent file, a magnet link, or an info-hash. */
  record Add(String source, Path directory) implements Wish {}

  /** Let a torrent rest. */
  record Pause(InfoHash torrent) implements Wish {}

  /** Let a torrent go on. */
  record Resume(InfoHash torrent) implements Wish {}

  /** Check every piece of a torrent on disk. */
  record Verify(InfoHash torrent) implements Wish {}

  /** Forget a torrent; its files stay. */
  record Remove(InfoHash torrent) implements Wish {}

  /** Forget a torrent, and delete its files. */
  record RemoveWithFiles(InfoHash torrent) implements Wish {}

  /** Limit the rates of a torrent. */
  record LimitTorrent(InfoHash torrent, RateLimits limits) implements Wish {}

  /** Limit the rates of everything together. */
  record LimitAll(RateLimits limits) implements Wish {}

  /** Want files so much from now on. */
  record Prioritise(InfoHash torrent, List<Integer> fileIndices, FilePriority priority)
      implements Wish {
    public Prioritise {
      fileIndices = List.copyOf(fileIndices);
    }
  }

  /** Let players read a file while it downloads. */
  record Stream(InfoHash torrent, int fileIndex) implements Wish {}

  /** Draw everything again, whatever is on the screen. */
  record Redraw() implements Wish {}

  /** Leave the program. */
  record Quit() implements Wish {}
}
