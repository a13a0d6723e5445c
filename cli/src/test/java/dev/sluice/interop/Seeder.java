package dev.sluice.interop;

import java.nio.file.Path;

/** The clients we download from. */
enum Seeder {
  LIBTORRENT(LibtorrentNode::seed),
  TRANSMISSION(TransmissionNode::seed),
  ARIA2(Aria2Node::seed);

  private final Start start;

  Seeder(Start start) {
    this.start = start;
  }

  /** Starts one that has all of {@code data}; returns when it seeds. */
  RealClient seed(TorrentFile torrent, Path data, Path work) {
    return start.seed(torrent, data, work);
  }

  private interface Start {
    RealClient seed(TorrentFile torrent, Path data, Path work);
  }
}
