package dev.sluice.interop;

import java.net.InetSocketAddress;
import java.time.Duration;

/** Another BitTorrent client, running as a process with one torrent. */
interface RealClient extends AutoCloseable {
  /** How long a client may take to start and to check what it has. */
  Duration START = Duration.ofSeconds(60);

  /** Returns where it accepts peers. */
  InetSocketAddress endpoint();

  /** Ends the process. */
  @Override
  void close();
}
