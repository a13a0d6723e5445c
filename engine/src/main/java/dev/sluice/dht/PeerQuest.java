package dev.sluice.dht;

import dev.sluice.actor.Sink;
import dev.sluice.dht.krpc.PeerRole;
import dev.sluice.dht.krpc.Question.AnnouncePeer.PortSource;
import dev.sluice.model.InfoHash;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A wish to find peers of a torrent, and perhaps to be found.
 *
 * @param torrent whose peers
 * @param announced what is announced of us, asked when somebody is to be told; empty to look only,
 *     also when that is wished in the midst of it. Any thread calls
 * @param events told what is found, and the end; what it has no room for is lost
 */
public record PeerQuest(
    InfoHash torrent, Supplier<Optional<Announced>> announced, Sink<DhtEvent> events) {
  /**
   * How others can reach us.
   *
   * @param port where we take peers, 1 to 65535
   * @param source whether that port counts, or the one our datagrams come from
   * @param role whether we have everything
   */
  public record Announced(int port, PortSource source, PeerRole role) {}
}
