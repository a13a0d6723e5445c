package dev.sluice.swarm;

import dev.sluice.api.FilePriority;
import dev.sluice.api.FileProgress;
import dev.sluice.api.PieceMap;
import dev.sluice.api.PieceState;
import dev.sluice.api.TorrentDetails;
import dev.sluice.metainfo.FileEntry;
import dev.sluice.metainfo.Info;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PieceGeometry;
import dev.sluice.swarm.picking.PiecePicker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says how a torrent stands piece by piece and file by file, for whoever asks.
 *
 * <p>Owned by the torrent actor.
 */
final class CloseUp {
  private final TorrentPlan plan;
  private final Path directory;
  private final HaveSet have;

  CloseUp(TorrentPlan plan, Path directory, HaveSet have) {
    this.plan = plan;
    this.directory = directory;
    this.have = have;
  }

  /** Returns how it stands now. It takes a moment for each piece, so it is done when asked for. */
  TorrentDetails of(Phase phase) {
    return new TorrentDetails(
        plan.metainfo().infoHash(),
        directory,
        phase instanceof Transferring transferring ? pieces(transferring.picker()) : pieces(),
        files(),
        phase instanceof Transferring transferring ? optimistic(transferring) : Optional.empty());
  }

  private PieceMap pieces(PiecePicker picker) {
    Set<Integer> begun = new HashSet<>(picker.unfinishedPieces());
    return PieceMap.of(
        have.pieces().pieceCount(),
        piece ->
            begun.contains(piece) && !have.pieces().has(piece) ? PieceState.BEGUN : state(piece),
        picker::availability);
  }

  private PieceMap pieces() {
    return PieceMap.of(have.pieces().pieceCount(), this::state, piece -> 0);
  }

  private PieceState state(int piece) {
    if (have.pieces().has(piece)) {
      return PieceState.HERE;
    }
    return have.isWanted(piece) ? PieceState.MISSING : PieceState.SKIPPED;
  }

  private List<FileProgress> files() {
    Info info = plan.metainfo().info();
    List<FileProgress> files = new ArrayList<>();
    for (FileEntry file : info.files()) {
      FilePriority priority = file.isStored() ? have.priority(file.index()) : FilePriority.SKIP;
      files.add(new FileProgress(file.index(), doneBytes(info, file), priority));
    }
    return files;
  }

  private long doneBytes(Info info, FileEntry file) {
    if (file.lengthBytes() == 0) {
      return 0;
    }
    PieceGeometry geometry = info.geometry();
    long doneBytes = 0;
    int last = info.lastPiece(file.index());
    for (int piece = info.firstPiece(file.index()); piece <= last; piece++) {
      if (have.pieces().has(piece)) {
        long begin = geometry.pieceOffset(piece);
        long end = begin + geometry.pieceBytes(piece);
        doneBytes += Math.min(end, file.endOffset()) - Math.max(begin, file.offset());
      }
    }
    return doneBytes;
  }

  private static Optional<PeerAddress> optimistic(Transferring transferring) {
    for (Peer peer : transferring.peers()) {
      if (transferring.isOnTrial(peer)) {
        return Optional.of(peer.address);
      }
    }
    return Optional.empty();
  }
}
