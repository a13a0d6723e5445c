package dev.sluice.storage;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a lane has at hand for its work, whichever torrent that is for. Owned by its lane. */
final class Workbench {
  /** Measured: a check costs the same from 128 KiB to 1 MiB, and more below and above. */
  static final int SCRATCH_BYTES = 256 << 10;

  private final DiskLane lane;
  private final OpenFiles openFiles;
  private final BlockRun run = new BlockRun();
  private @Nullable ByteBuffer scratch;

  Workbench(DiskLane lane, int maxOpenFiles) {
    this.lane = lane;
    this.openFiles = new OpenFiles(maxOpenFiles);
  }

  /** Returns the lane that owns this. Any thread may ask. */
  DiskLane lane() {
    return lane;
  }

  /** Returns the files the lane keeps open. */
  OpenFiles openFiles() {
    return openFiles;
  }

  /** Returns the lane's place to gather neighbouring blocks; empty between tasks. */
  BlockRun run() {
    return run;
  }

  /** Returns a direct buffer for the task at hand: position 0, limit {@link #SCRATCH_BYTES}. */
  ByteBuffer scratch() {
    ByteBuffer memory = scratch;
    if (memory == null) {
      memory = ByteBuffer.allocateDirect(SCRATCH_BYTES);
      scratch = memory;
    }
    return memory.clear();
  }
}
