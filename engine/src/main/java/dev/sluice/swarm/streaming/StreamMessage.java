package dev.sluice.swarm.streaming;

import dev.sluice.actor.Awaited;
import dev.sluice.actor.Published;

/** What a torrent is told about those who read its files. */
public sealed interface StreamMessage {
  /** Who is told. */
  @FunctionalInterface
  interface Receiver {
    /** Takes a message, however busy it is; returns false if it has stopped. */
    boolean tell(StreamMessage message);
  }

  /** Tells whoever waits for an answer that none will come. */
  default void decline() {}

  /**
   * A file is to be streamed: its beginning and its end are fetched before the rest.
   *
   * @param progress how far it is, and where it is read, is told here from now on
   */
  record Show(ReaderKey stream, int fileIndex, Published<FileProgress> progress)
      implements StreamMessage {}

  /** A stream is over. */
  record Hide(ReaderKey stream) implements StreamMessage {}

  /** A reader begins at the file's first byte; what it can read is told in {@code reach}. */
  record Open(ReaderKey reader, int fileIndex, Awaited<Reach> reach) implements StreamMessage {
    @Override
    public void decline() {
      reach.set(Reach.ended("the torrent has been stopped"));
    }
  }

  /**
   * A reader is somewhere.
   *
   * @param position a byte of the file
   * @param waits whether it waits for that byte
   */
  record Move(ReaderKey reader, long position, boolean waits) implements StreamMessage {}

  /** A file is to be played at this rate, as far as is known by now. */
  record Pace(int fileIndex, long bytesPerSecond) implements StreamMessage {}

  /** A reader goes, and what it needed is not due any longer. */
  record Close(ReaderKey reader) implements StreamMessage {}
}
