package dev.sluice.swarm.choking;

import dev.sluice.swarm.peer.PeerKey;
import java.util.List;

/**
 * What is to change; everybody else stays as they are.
 *
 * @param choke peers to choke, to be told first
 * @param unchoke peers to unchoke
 */
public record Choices(List<PeerKey> choke, List<PeerKey> unchoke) {
  public Choices {
    choke = List.copyOf(choke);
    unchoke = List.copyOf(unchoke);
  }
}
