package dev.sluice.transport.portmap;

import java.io.IOException;

/**
 * A router and one protocol by which to ask it. Blocking; used by one thread at a time, which the
 * actor sees to.
 */
interface Gateway {
  /** Returns the protocol's name for people. */
  String protocol();

  /**
   * Asks for a mapping, or for more time for one that is granted already.
   *
   * @throws IOException if nobody answers, or not with a grant (a {@link PortMapException})
   */
  Grant map(Wish wish) throws IOException, InterruptedException;

  /** Gives a mapping back; that it could not be told is no failure to act upon. */
  void unmap(Grant grant) throws IOException, InterruptedException;
}
