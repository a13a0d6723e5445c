package dev.sluice.swarm.metadata;

import dev.sluice.metainfo.Info;
import dev.sluice.model.Bep;
import dev.sluice.wire.extension.UtMetadata;
import java.nio.ByteBuffer;

/** The info dictionary as its pieces are sent to peers. Immutable. */
@Bep(9)
public final class MetadataUploads {
  private final ByteBuffer info;

  private MetadataUploads(ByteBuffer info) {
    this.info = info;
  }

  /** Returns the pieces of a torrent that is known. */
  public static MetadataUploads of(Info info) {
    return new MetadataUploads(info.encoded());
  }

  /** Returns no piece: the torrent is not known yet. */
  public static MetadataUploads none() {
    return new MetadataUploads(ByteBuffer.allocate(0));
  }

  /** Returns the length of the info dictionary; 0 if it is not known, or longer than peers take. */
  public int totalBytes() {
    return info.remaining() <= UtMetadata.MAX_TOTAL_BYTES ? info.remaining() : 0;
  }

  /** Returns how many pieces there are to be had. */
  public int pieceCount() {
    return UtMetadata.pieceCount(totalBytes());
  }

  /** Returns the message that carries a piece. */
  public UtMetadata.Data piece(int piece) {
    byte[] bytes = new byte[UtMetadata.pieceBytes(piece, totalBytes())];
    info.duplicate().position(info.position() + piece * UtMetadata.PIECE_BYTES).get(bytes);
    return new UtMetadata.Data(piece, totalBytes(), bytes);
  }
}
