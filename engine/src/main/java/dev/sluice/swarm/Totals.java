package dev.sluice.swarm;

import dev.sluice.swarm.peer.Rate;

/** Payload bytes counted by a torrent. Owned by the torrent actor. */
final class Totals {
  final Rate downRate = new Rate();
  final Rate upRate = new Rate();

  /** Sent in this session. */
  long uploadedBytes;

  /** Received in this session, in vain or not. */
  long downloadedBytes;

  /** Received in vain in this session: duplicates, blocks not asked for, corrupt pieces. */
  long wastedBytes;

  /** Sent in all sessions before. */
  long earlierUploadedBytes;

  /** Received in all sessions before. */
  long earlierDownloadedBytes;

  /** Counts on from what was saved, unless it counts already: what was saved may be of now. */
  void countOn(long savedUploadedBytes, long savedDownloadedBytes) {
    if (downloadedBytes + uploadedBytes == 0) {
      earlierUploadedBytes = savedUploadedBytes;
      earlierDownloadedBytes = savedDownloadedBytes;
    }
  }

  long allUploadedBytes() {
    return earlierUploadedBytes + uploadedBytes;
  }

  long allDownloadedBytes() {
    return earlierDownloadedBytes + downloadedBytes;
  }
}
