package dev.sluice.wire;

import dev.sluice.model.Bep;

/** The byte behind the length prefix that tells which message follows. */
@Bep({3, 5, 6, 10})
final class MessageId {
  static final int CHOKE = 0;
  static final int UNCHOKE = 1;
  static final int INTERESTED = 2;
  static final int NOT_INTERESTED = 3;
  static final int HAVE = 4;
  static final int BITFIELD = 5;
  static final int REQUEST = 6;
  static final int PIECE = 7;
  static final int CANCEL = 8;
  static final int PORT = 9;
  static final int SUGGEST_PIECE = 13;
  static final int HAVE_ALL = 14;
  static final int HAVE_NONE = 15;
  static final int REJECT_REQUEST = 16;
  static final int ALLOWED_FAST = 17;
  static final int EXTENDED = 20;

  private MessageId() {}

  /** Returns whether {@link PeerMessage} has a record of its own for the id. */
  static boolean isKnown(int id) {
    return id <= PORT || (id >= SUGGEST_PIECE && id <= ALLOWED_FAST) || id == EXTENDED;
  }

  /** Returns the name that the BEPs give the message. */
  static String nameOf(int id) {
    return switch (id) {
      case CHOKE -> "choke";
      case UNCHOKE -> "unchoke";
      case INTERESTED -> "interested";
      case NOT_INTERESTED -> "not interested";
      case HAVE -> "have";
      case BITFIELD -> "bitfield";
      case REQUEST -> "request";
      case PIECE -> "piece";
      case CANCEL -> "cancel";
      case PORT -> "port";
      case SUGGEST_PIECE -> "suggest piece";
      case HAVE_ALL -> "have all";
      case HAVE_NONE -> "have none";
      case REJECT_REQUEST -> "reject request";
      case ALLOWED_FAST -> "allowed fast";
      case EXTENDED -> "extended";
      default -> "message " + id;
    };
  }
}
