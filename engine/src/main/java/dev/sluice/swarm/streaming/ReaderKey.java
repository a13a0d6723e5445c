package dev.sluice.swarm.streaming;

/** Names one reader of a file; made by who opens it, compared by identity of the object. */
public final class ReaderKey {
  /** Makes a key unlike any other. */
  public ReaderKey() {}
}
