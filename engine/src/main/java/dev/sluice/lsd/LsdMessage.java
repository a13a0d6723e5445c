package dev.sluice.lsd;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.util.function.Consumer;

/** Everything that the actor of local discovery can be told. */
sealed interface LsdMessage {
  /** A torrent wants neighbours, and to be known to them. */
  record Watch(InfoHash torrent, Consumer<PeerAddress> found) implements LsdMessage {}

  /** A torrent wants neither any more. */
  record Forget(InfoHash torrent) implements LsdMessage {}

  /** Somebody spoke, perhaps we ourselves. */
  record Heard(LocalNetwork.Datagram datagram) implements LsdMessage {}

  /** A moment has passed. */
  record Tick() implements LsdMessage {}
}
