package dev.sluice.api;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One torrent looked at closely, at one moment; what {@link TorrentView} leaves out because nobody
 * wants it of a thousand torrents.
 *
 * @param infoHash its name between programs
 * @param directory the folder that its file or folder lies in
 * @param pieces how each piece stands
 * @param files how far each file is, in the torrent's order
 * @param optimistic the peer that is given a trial (optimistic unchoke, BEP 3)
 */
public record TorrentDetails(
    InfoHash infoHash,
    Path directory,
    PieceMap pieces,
    List<FileProgress> files,
    Optional<PeerAddress> optimistic) {
  public TorrentDetails {
    files = List.copyOf(files);
  }
}
