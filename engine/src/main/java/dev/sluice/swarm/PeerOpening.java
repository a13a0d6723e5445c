package dev.sluice.swarm;

import dev.sluice.api.PeerSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.swarm.peer.PeerLink;

/**
 * What is known of a peer when handshakes have been exchanged.
 *
 * @param key how we call it
 * @param link the way to it
 * @param address where it is; for an incoming peer the port it called from
 * @param id how it names itself
 * @param incoming whether it called us
 * @param source how we came to know of it
 * @param fast whether both sides speak the fast extension (BEP 6)
 * @param extended whether both sides speak the extension protocol (BEP 10)
 * @param dht whether both sides run a DHT node (BEP 5)
 */
record PeerOpening(
    PeerKey key,
    PeerLink link,
    PeerAddress address,
    PeerId id,
    boolean incoming,
    PeerSource source,
    boolean fast,
    boolean extended,
    boolean dht) {}
