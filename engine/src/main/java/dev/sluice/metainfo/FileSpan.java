package dev.sluice.metainfo;

import java.util.Locale;

/**
 * A range of bytes within one file.
 *
 * @param fileIndex the file, from 0
 * @param fileOffset first byte within the file, from 0
 * @param lengthBytes at least 1
 */
public record FileSpan(int fileIndex, long fileOffset, long lengthBytes) {
  public FileSpan {
    if (fileIndex < 0 || fileOffset < 0 || lengthBytes < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no such span: file %d from %d, %d bytes",
              fileIndex,
              fileOffset,
              lengthBytes));
    }
  }
}
