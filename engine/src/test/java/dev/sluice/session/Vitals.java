package dev.sluice.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process takes.
 *
 * @param heapBytes in use after a collection
 * @param threads of the platform
 * @param handles files and sockets that are open; 0 where the system does not tell
 */
record Vitals(long heapBytes, int threads, long handles) {
  private static final Path HANDLES = Path.of("/proc/self/fd");

  static Vitals now() throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heapBytes = runtime.totalMemory() - runtime.freeMemory();
    return new Vitals(heapBytes, Thread.getAllStackTraces().size(), openHandles());
  }

  private static long openHandles() throws IOException {
    if (!Files.isDirectory(HANDLES)) {
      return 0;
    }
    try (Stream<Path> handles = Files.list(HANDLES)) {
      return handles.count();
    }
  }

  @Override
  public String toString() {
    return "%d MiB of heap, %d threads, %d handles".formatted(heapBytes >> 20, threads, handles);
  }
}
