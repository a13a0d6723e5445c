package dev.sluice.storage;

import dev.sluice.model.BlockBuffer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A piece whose blocks are coming in. A block is hashed when all before it have been; until it is
 * written it is held in memory.
 *
 * <pre>
 *   block    0 1 2 3 4 5 6 7
 *   arrived  x x x . x x . .     6 of 8
 *   written  x . . . x . . .     the rest of the arrived is held
 *   hashed   x x x               up to the first gap
 * </pre>
 *
 * <p>Owned by its lane.
 */
final class PieceInProgress {
  private final int pieceIndex;
  private final @Nullable BlockBuffer[] held;
  private final BitSet arrived;
  private final MessageDigest digest;
  private int hashedBlocks;
  private int heldBlocks;
  private int hashedHeldBlocks;
  private boolean verified;

  /**
   * @param digest [own] a fresh digest
   */
  PieceInProgress(int pieceIndex, int blockCount, MessageDigest digest) {
    this.pieceIndex = pieceIndex;
    this.held = new @Nullable BlockBuffer[blockCount];
    this.arrived = new BitSet(blockCount);
    this.digest = digest;
  }

  int pieceIndex() {
    return pieceIndex;
  }

  /** Returns whether the block has come before. */
  boolean hasArrived(int blockIndex) {
    return arrived.get(blockIndex);
  }

  /**
   * Holds a block that has not come before.
   *
   * @param block [own] its payload
   */
  void arrive(int blockIndex, BlockBuffer block) {
    arrived.set(blockIndex);
    held[blockIndex] = block;
    heldBlocks++;
  }

  /** Returns the next block to hash, or -1 while it has not come or when none is left. */
  int nextToHash() {
    return hashedBlocks < held.length && arrived.get(hashedBlocks) ? hashedBlocks : -1;
  }

  /** Hashes the next block from memory; false if it is no longer held and must be read back. */
  boolean hashHeld() {
    BlockBuffer block = held[hashedBlocks];
    if (block == null) {
      return false;
    }
    ByteBuffer payload = block.bytes();
    hash(payload);
    payload.rewind();
    hashedHeldBlocks++;
    return true;
  }

  /** Hashes the next block, given as it was read back. */
  void hash(ByteBuffer payload) {
    digest.update(payload);
    hashedBlocks++;
  }

  /** Returns whether every block has come and was hashed. */
  boolean isComplete() {
    return hashedBlocks == held.length;
  }

  /** Returns the digest of a complete piece; can be asked once. */
  byte[] digest() {
    return digest.digest();
  }

  /** Remembers that the digest is the right one. */
  void markVerified() {
    verified = true;
  }

  /** Returns whether the digest was found right. */
  boolean isVerified() {
    return verified;
  }

  /** Returns how many blocks are held in memory. */
  int heldBlocks() {
    return heldBlocks;
  }

  /** Returns how many blocks are held in memory although they are hashed: ready to be written. */
  int hashedHeldBlocks() {
    return hashedHeldBlocks;
  }

  /** Returns the first held block at or behind {@code fromIndex}, or -1. */
  int nextHeld(int fromIndex) {
    for (int i = fromIndex; i < held.length && heldBlocks > 0; i++) {
      if (held[i] != null) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the payload of a held block, which stays as it is; null if it is not held. */
  @Nullable ByteBuffer heldPayload(int blockIndex) {
    BlockBuffer block = held[blockIndex];
    return block == null ? null : block.bytes().duplicate();
  }

  /** Hands over a held block: to be written, or to be dropped. */
  BlockBuffer take(int blockIndex) {
    BlockBuffer block = held[blockIndex];
    if (block == null) {
      throw new IllegalStateException("block " + blockIndex + " is not held");
    }
    held[blockIndex] = null;
    heldBlocks--;
    if (blockIndex < hashedBlocks) {
      hashedHeldBlocks--;
    }
    return block;
  }
}
