package dev.sluice.simulation;

import java.nio.ByteBuffer;

/** A number that stands for everything that happened so far: equal runs have equal traces. */
final class Trace {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final VirtualTime time;
  private long hash = OFFSET;
  private long count;

  Trace(VirtualTime time) {
    this.time = time;
  }

  /** Notes an event, in words that do not depend on the process. */
  void add(String event) {
    mix(time.elapsedNanos());
    mix(event.hashCode());
    count++;
  }

  /** Notes bytes that arrived somewhere. */
  void add(String where, ByteBuffer bytes) {
    add(where);
    mix(bytes.hashCode());
  }

  private void mix(long value) {
    hash = (hash ^ value) * PRIME;
    hash ^= hash >>> 29;
  }

  long hash() {
    return hash;
  }

  long count() {
    return count;
  }
}
