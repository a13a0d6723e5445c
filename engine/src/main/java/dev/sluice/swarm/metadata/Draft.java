package dev.sluice.swarm.metadata;

import dev.sluice.model.PeerAddress;
import dev.sluice.wire.extension.UtMetadata;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Metadata that is being put together from the pieces of peers who agree about its length. Memory
 * is taken as pieces come. Owned by {@link MetadataFetch}.
 */
final class Draft {
  final int totalBytes;
  private final byte[] @Nullable [] pieces;
  private final @Nullable PeerAddress[] givers;

  /** When each piece was last asked for, and how often. */
  private final long[] askedNanos;

  private final int[] askedCount;
  private int received;

  Draft(int totalBytes) {
    this.totalBytes = totalBytes;
    int count = UtMetadata.pieceCount(totalBytes);
    this.pieces = new byte[count] @Nullable [];
    this.givers = new @Nullable PeerAddress[count];
    this.askedNanos = new long[count];
    this.askedCount = new int[count];
  }

  int pieceCount() {
    return pieces.length;
  }

  int received() {
    return received;
  }

  boolean lacks(int piece) {
    return piece < pieces.length && pieces[piece] == null;
  }

  boolean isComplete() {
    return received == pieces.length;
  }

  /**
   * Returns the piece that {@code giver} is best asked for, or -1: one that nobody was asked for,
   * else one that has been waited for too long.
   */
  int nextPiece(Giver giver, long nowNanos) {
    int best = -1;
    for (int i = 0; i < pieces.length; i++) {
      boolean isFree = askedCount[i] == 0 || nowNanos - askedNanos[i] > MetadataFetch.SLOW_NANOS;
      if (pieces[i] == null
          && isFree
          && !giver.isAskedFor(i)
          && (best < 0 || askedCount[i] < askedCount[best])) {
        best = i;
      }
    }
    return best;
  }

  /** Somebody is asked for the piece. */
  void asked(int piece, long nowNanos) {
    askedCount[piece]++;
    askedNanos[piece] = nowNanos;
  }

  /** Takes a piece that it lacks. */
  void put(UtMetadata.Data data, PeerAddress giver) {
    pieces[data.piece()] = data.bytes();
    givers[data.piece()] = giver;
    received++;
  }

  /** Returns the bytes of all pieces, which must be there, in a new array. */
  byte[] assemble() {
    byte[] info = new byte[totalBytes];
    for (int i = 0; i < pieces.length; i++) {
      byte[] piece = pieces[i];
      if (piece == null) {
        throw new IllegalStateException("piece " + i + " is missing");
      }
      System.arraycopy(piece, 0, info, i * UtMetadata.PIECE_BYTES, piece.length);
    }
    return info;
  }

  /** Returns who gave a piece of it. */
  Set<PeerAddress> givers() {
    Set<PeerAddress> all = new LinkedHashSet<>();
    for (PeerAddress giver : givers) {
      if (giver != null) {
        all.add(giver);
      }
    }
    return all;
  }

  /** Returns what each giver has testified, to be compared with the truth once it is known. */
  List<Testimony> testimonies() {
    return IntStream.range(0, pieces.length)
        .boxed()
        .flatMap(i -> testimony(i).stream())
        .collect(Collectors.toList());
  }

  private Optional<Testimony> testimony(int piece) {
    byte[] bytes = pieces[piece];
    PeerAddress giver = givers[piece];
    return bytes == null || giver == null
        ? Optional.empty()
        : Optional.of(new Testimony(giver, piece, Arrays.hashCode(bytes)));
  }

  /**
   * What a peer said about one piece.
   *
   * @param fingerprint enough to recognise other bytes by accident or design: who can make bytes
   *     that share it gains no more than not to be banned
   */
  record Testimony(PeerAddress giver, int piece, int fingerprint) {
    /** Returns whether the right metadata says something else there. */
    boolean isFalse(byte[] info) {
      int from = piece * UtMetadata.PIECE_BYTES;
      if (from >= info.length) {
        return true;
      }
      int to = Math.min(info.length, from + UtMetadata.PIECE_BYTES);
      return Arrays.hashCode(Arrays.copyOfRange(info, from, to)) != fingerprint;
    }
  }
}
