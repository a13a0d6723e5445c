package dev.sluice.storage;

import dev.sluice.model.BlockBuffer;
import dev.sluice.model.BlockRef;
import dev.sluice.model.PieceSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One torrent's bytes on disk, as its torrent actor sees them: commands that return at once, and
 * {@link StorageEvent}s that come back later through the sink given when it was opened.
 *
 * <p>Order: the commands about one piece are carried out in the order they were given; nothing is
 * promised between different pieces. {@link #save} and {@link #close} come after every command
 * given before them. After {@link StorageEvent.Failed} writes are dropped (their buffers released)
 * until {@link #prepare} succeeds again.
 *
 * <p>Any thread may call; all methods but {@link #read} return without waiting.
 */
public interface TorrentStorage {
  /**
   * Looks at the resume data and at the files' sizes and times, without reading contents. Answered
   * by {@link StorageEvent.Inspected}, or by {@link StorageEvent.Failed}: with {@link
   * StorageFailure.Kind#MISSING} if files that were there are gone and another volume is mounted in
   * their place, when {@link #prepare} would begin the download anew.
   */
  void inspect();

  /**
   * Reads and hashes {@code pieces} on all cores. Answered by {@link StorageEvent.CheckProgressed}
   * now and then and one {@link StorageEvent.CheckFinished}; blocks held in memory are written
   * first.
   *
   * @param pieces [own] the pieces to check
   */
  void check(PieceSet pieces);

  /**
   * Makes the folders, the empty files, and room for the rest (sparse where the file system can),
   * or tries again after a failure. Answered by {@link StorageEvent.Filled} now and then, and
   * {@link StorageEvent.Prepared} or {@link StorageEvent.Failed}: with {@link
   * StorageFailure.Kind#MISSING}, and nothing made, if a file is gone or cut that holds pieces said
   * to be verified. {@link #inspect} then says what is left.
   */
  void prepare();

  /**
   * Lets {@link #prepare} end where it is, as after a pause: where files have to be filled with
   * zeros it may take long. It is not answered then, unless it was about to be.
   */
  void stopPreparing();

  /**
   * Asks how much room the disk has, and touches nothing. Answered by {@link
   * StorageEvent.RoomMeasured}.
   */
  void measureRoom();

  /**
   * Finds out whether what the disk refused would work now: whether the files that were there are
   * there, and whether the folder takes a file, unless something was missing only. Touches no file
   * of the torrent and makes no folder. Answered by {@link StorageEvent.TriedOut}.
   *
   * @param refusal what it was that the disk refused
   */
  void tryOut(StorageFailure.Kind refusal);

  /**
   * Writes a block. A block that has come before, or that belongs to a verified piece, is ignored,
   * so that nobody can spoil what was found right; {@link #discard} lifts that. When every block of
   * its piece has come, the piece is hashed: {@link StorageEvent.PieceVerified} once its last byte
   * is written, or {@link StorageEvent.PieceCorrupt}, after which all its blocks are expected anew.
   *
   * @param block aligned to 16 KiB; the caller sends each block of a piece once
   * @param data [own] the payload; released here in every case
   */
  void write(BlockRef block, BlockBuffer data);

  /** Forgets the blocks collected for a piece, or that it was verified; they are expected anew. */
  void discard(int pieceIndex);

  /**
   * Digests each block of a verified piece, to compare it with a copy that was corrupt. Answered by
   * {@link StorageEvent.Fingerprinted}, or by {@link StorageEvent.Failed}.
   */
  void fingerprint(int pieceIndex);

  /**
   * Reads ranges of verified pieces, waiting for the disk. Neighbours are read together. Called by
   * the thread that serves one peer, never by an actor.
   *
   * @param blocks any ranges within a piece each
   * @param target receives the bytes of all of them from its position on, in the order of the list
   *     and without gaps
   * @throws IOException if the bytes cannot be read, or a file has become shorter
   */
  void read(List<BlockRef> blocks, ByteBuffer target) throws IOException, InterruptedException;

  /**
   * Flushes buffered blocks, forces file contents to the device, and then writes resume data aside
   * and renames it. Answered by {@link StorageEvent.Saved} or {@link StorageEvent.Failed}.
   *
   * @param snapshot [own] what the torrent knows; its have-set names only verified pieces
   */
  void save(ResumeSnapshot snapshot);

  /** Returns what the disk is doing right now. */
  StorageMetrics metrics();

  /**
   * Closes every file, deletes them with the resume data and the folders that are empty then, and
   * answers with {@link StorageEvent.Failed} if something cannot be deleted, and in any case with
   * {@link StorageEvent.Closed}, the last event.
   */
  void closeAndDelete();

  /** Flushes, closes every file, and answers with {@link StorageEvent.Closed}, the last event. */
  void close();
}
