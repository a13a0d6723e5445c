package dev.sluice.session;

import dev.sluice.api.TorrentClient;
import java.util.concurrent.TimeUnit;
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
