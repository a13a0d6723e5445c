package dev.sluice.interop;

import java.nio.file.Path;

/** The clients that download from us. */
enum Leecher {
  LIBTORRENT(LibtorrentNode::leech),
  TRANSMISSION(TransmissionNode::leech),
  ARIA2(Aria2Node::leech);

  private final Start start;

  Leecher(Start start) {
    this.start = start;
  }

  /** Starts one that downloads into {@code folder}. */
  LeechingClient leech(TorrentFile torrent, Path folder, Path work) {
    return start.leech(torrent, folder, work);
  }

  private interface Start {
    LeechingClient leech(TorrentFile torrent, Path folder, Path work);
  }
}
