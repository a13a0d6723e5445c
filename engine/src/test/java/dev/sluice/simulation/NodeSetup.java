package dev.sluice.simulation;

import dev.sluice.api.PeerSource;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.UploadPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What a computer of a swarm is like.
 *
 * @param complete whether it has everything from the start
 * @param upBytesPerSecond its line out
 * @param downBytesPerSecond its line in
 * @param diskAccessNanos what one access to its disk takes
 * @param peers addresses its user gave
 * @param fileFilter which files it wants
 * @param usesTracker whether it announces itself
 * @param listens whether it takes calls
 * @param maxPeers connections at most
 * @param liesOnceIn one in so many blocks that it sends is corrupt; 0 if none
 * @param sendsBlocks whether it sends any block that it promised
 * @param uploads how it gives
 * @param lackedFile the index of a file that a complete one lacks nevertheless; -1 for none
 * @param sources from where its user lets peers come
 */
record NodeSetup(
    boolean complete,
    long upBytesPerSecond,
    long downBytesPerSecond,
    long diskAccessNanos,
    List<PeerAddress> peers,
    IntPredicate fileFilter,
    boolean usesTracker,
    boolean listens,
    int maxPeers,
    int liesOnceIn,
    boolean sendsBlocks,
    UploadPlan uploads,
    int lackedFile,
    Set<PeerSource> sources) {
  private static final int MAX_PEERS = 80;

  private static NodeSetup of(boolean complete) {
    return new NodeSetup(
        complete,
        Line.FAST,
        Line.FAST,
        Node.millis(1) / 10,
        List.of(),
        file -> true,
        true,
        true,
        MAX_PEERS,
        0,
        true,
        UploadPlan.USUAL,
        -1,
        Set.of(PeerSource.TRACKER));
  }

  static NodeSetup seeder() {
    return of(true);
  }

  static NodeSetup leecher() {
    return of(false);
  }

  /** Returns one with this line out. */
  NodeSetup up(long bytesPerSecond) {
    return new NodeSetup(
        complete,
        bytesPerSecond,
        downBytesPerSecond,
        diskAccessNanos,
        peers,
        fileFilter,
        usesTracker,
        listens,
        maxPeers,
        liesOnceIn,
        sendsBlocks,
        uploads,
        lackedFile,
        sources);
  }

  /** Returns one with this line in. */
  NodeSetup down(long bytesPerSecond) {
    return new NodeSetup(
        complete,
        upBytesPerSecond,
        bytesPerSecond,
        diskAccessNanos,
        peers,
        fileFilter,
        usesTracker,
        listens,
        maxPeers,
        liesOnceIn,
        sendsBlocks,
        uploads,
        lackedFile,
        sources);
  }

  /** Returns one whose disk takes so long. */
  NodeSetup diskAccess(long nanos) {
    return new NodeSetup(
        complete,
        upBytesPerSecond,
        downBytesPerSecond,
        nanos,
        peers,
        fileFilter,
        usesTracker,
        listens,
        maxPeers,
        liesOnceIn,
        sendsBlocks,
        uploads,
        lackedFile,
        sources);
  }

  /** Returns one whose user gave these addresses. */
  NodeSetup knows(PeerAddress... addresses) {
    return new NodeSetup(
        complete,
        upBytesPerSecond,
        downBytesPerSecond,
        diskAccessNanos,
        List.of(addresses),
        fileFilter,
        usesTracker,
        listens,
        maxPeers,
        liesOnceIn,
        sendsBlocks,
        uploads,
        lackedFile,
        sources);
  }

  /** Returns one that wants these files. */
  NodeSetup wants(IntPredicate files) {
    return new NodeSetup(
        complete,
        upBytesPerSecond,
        downBytesPerSecond,
        diskAccessNanos,
        peers,
        files,
        usesTracker,
        listens,
        maxPeers,
        liesOnceIn,
        sendsBlocks,
        uploads,
        lackedFile,
        sources);
  }

  /** Returns one that announces itself nowhere. */
  NodeSetup withoutTracker() {
    return new NodeSetup(
        complete,
        upBytesPerSecond,
        downBytesPerSecond,
        diskAccessNanos,
        peers,
        fileFilter,
        false,
        listens,
        maxPeers,
        liesOnceIn,
        sendsBlocks,
        uploads,
        lackedFile,
        sources);
  }

  /** Returns one that takes no calls. */
  NodeSetup unreachable() {
    return new NodeSetup(
        complete,
        upBytesPerSecond,
        downBytesPerSecond,
        diskAccessNanos,
        peers,
        fileFilter,
        usesTracker,
        false,
        maxPeers,
        liesOnceIn,
        sendsBlocks,
        uploads,
        lackedFile,
        sources);
  }

  /** Returns one with so many connections at most. */
  NodeSetup atMost(int connections) {
    return new NodeSetup(
        complete,
        upBytesPerSecond,
        downBytesPerSecond,
        diskAccessNanos,
        peers,
        fileFilter,
        usesTracker,
        listens,
        connections,
        liesOnceIn,
        sendsBlocks,
        uploads,
        lackedFile,
        sources);
  }

  /** Returns one that corrupts one in so many blocks. */
  NodeSetup lyingOnceIn(int blocks) {
    return new NodeSetup(
        complete,
        upBytesPerSecond,
        downBytesPerSecond,
        diskAccessNanos,
        peers,
        fileFilter,
        usesTracker,
        listens,
        maxPeers,
        blocks,
        sendsBlocks,
        uploads,
        lackedFile,
        sources);
  }

  /** Returns one that promises blocks and sends none. */
  NodeSetup sendingNothing() {
    return new NodeSetup(
        complete,
        upBytesPerSecond,
        downBytesPerSecond,
        diskAccessNanos,
        peers,
        fileFilter,
        usesTracker,
        listens,
        maxPeers,
        liesOnceIn,
        false,
        uploads,
        lackedFile,
        sources);
  }

  /** Returns one whose peers may also come from these. */
  NodeSetup finding(PeerSource... also) {
    Set<PeerSource> all = new HashSet<>(sources);
    all.addAll(List.of(also));
    return new NodeSetup(
        complete,
        upBytesPerSecond,
        downBytesPerSecond,
        diskAccessNanos,
        peers,
        fileFilter,
        usesTracker,
        listens,
        maxPeers,
        liesOnceIn,
        sendsBlocks,
        uploads,
        lackedFile,
        all);
  }

  /** Returns one that gives like this. */
  NodeSetup giving(UploadPlan plan) {
    return new NodeSetup(
        complete,
        upBytesPerSecond,
        downBytesPerSecond,
        diskAccessNanos,
        peers,
        fileFilter,
        usesTracker,
        listens,
        maxPeers,
        liesOnceIn,
        sendsBlocks,
        plan,
        lackedFile,
        sources);
  }

  /** Returns one that lacks this file at the start. */
  NodeSetup lacking(int fileIndex) {
    return new NodeSetup(
        complete,
        upBytesPerSecond,
        downBytesPerSecond,
        diskAccessNanos,
        peers,
        fileFilter,
        usesTracker,
        listens,
        maxPeers,
        liesOnceIn,
        sendsBlocks,
        uploads,
        fileIndex,
        sources);
  }
}
