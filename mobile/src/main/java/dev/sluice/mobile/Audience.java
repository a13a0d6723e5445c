package dev.sluice.mobile;

/** Who is told of what the foreman does; never waits. */
interface Audience {
  /** An engine runs: what its torrents do is worth telling, until {@link #quiet} or the end. */
  void watch(Engine engine);

  /** A torrent was removed. */
  void forget(String torrent);

  /**
   * An order could not be carried out.
   *
   * @param message a sentence for a person
   */
  void complain(String message);

  /** The time was up; everything is saved and closed. */
  void quiet();
}
