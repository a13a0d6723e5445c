package dev.sluice.swarm.peer;

/**
 * The number by which a torrent knows one connection: what its deciders remember instead of the
 * connection itself.
 *
 * <p>A peer id is chosen by the peer and an address may have several connections; this number is
 * ours. The torrent counts up and uses no number twice, so a late fact about a connection that is
 * gone can never be taken for one about its successor.
 *
 * @param number from 0
 */
public record PeerKey(int number) {
  public PeerKey {
    if (number < 0) {
      throw new IllegalArgumentException("no such peer: " + number);
    }
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerKey key && key.number == number;
  }

  @Override
  public String toString() {
    return "peer " + number;
  }
}
