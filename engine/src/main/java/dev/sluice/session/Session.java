package dev.sluice.session;

import dev.sluice.actor.Actors;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.MonotonicClock;
import dev.sluice.actor.ThreadedActors;
import dev.sluice.api.AddTorrent;
import dev.sluice.api.ListeningView;
import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentClient;
import dev.sluice.api.TorrentEvent;
import dev.sluice.api.TorrentView;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerId;
import dev.sluice.storage.BlockBuffers;
import dev.sluice.swarm.Torrent;
import dev.sluice.swarm.TorrentPlan;
import dev.sluice.swarm.TorrentWorld;
import dev.sluice.swarm.discovery.ThreadedAnnouncer;
import dev.sluice.swarm.peer.PeerConnections;
import dev.sluice.tracker.Trackers;
import dev.sluice.transport.RateLimiter;
import dev.sluice.transport.tcp.TcpListener;
import dev.sluice.transport.tcp.TcpTransport;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client in this process: the one place where the engine's parts are put together.
 *
 * <p>Everything that torrents share hangs here: threads, disk lanes, block buffers, the listening
 * port, the rate limits. Torrents share nothing else.
 */
public final class Session implements TorrentClient {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** Ports tried after the one wished for, when that is taken. */
  private static final int PORT_ATTEMPTS = 10;

  /** How long {@link #close} waits for one torrent's goodbyes and last writes. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(30);
}
