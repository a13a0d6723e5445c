package dev.sluice.swarm;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Sink;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PieceSet;
import dev.sluice.swarm.choking.Choker;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.peer.IncomingPeer;
import dev.sluice.swarm.peer.PeerEvent;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.peer.PeerTerms;
import dev.sluice.wire.Handshake;
import dev.sluice.wire.MessageLimits;
import dev.sluice.wire.PeerMessage;
import dev.sluice.wire.ReservedBits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The phase in which a torrent has peers: connects them, lets them talk, and parts with them.
 *
 * <p>Owned by the torrent actor.
 */
final class Transferring {
}
