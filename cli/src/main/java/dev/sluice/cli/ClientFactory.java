package dev.sluice.cli;

import dev.sluice.api.TorrentClient;

/** Starts the engine. */
interface ClientFactory {
  /**
   * Returns a running client; who called closes it.
   *
   * @throws CommandFailure if it cannot run, for example as no such address is ours
   */
  TorrentClient start(ClientSettings settings) throws CommandFailure;
}
