package dev.sluice.dht.krpc;

import dev.sluice.model.Bep;

/** Why a query is not answered as asked. */
@Bep({5, 44})
public enum KrpcError {
  /** Whatever is not one of the others. */
  GENERIC(201, "cannot do that"),
  /** The fault is on this side. */
  SERVER(202, "server error"),
  /** A malformed message, a bad token. */
  PROTOCOL(203, "malformed, or a bad token"),
  /** No such query. */
  METHOD_UNKNOWN(204, "unknown query"),
  /** A value of more than 1,000 bytes. */
  VALUE_TOO_LONG(205, "value too long"),
  /** The signature is not that of the key. */
  INVALID_SIGNATURE(206, "invalid signature"),
  /** A salt of more than 64 bytes. */
  SALT_TOO_LONG(207, "salt too long"),
  /** Somebody was faster: read again, then try again. */
  CAS_MISMATCH(301, "there is another version"),
  /** An old version does not replace a newer one. */
  SEQUENCE_TOO_LOW(302, "there is a newer version");

  private final int code;
  private final String text;

  KrpcError(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** Returns the number that stands in messages. */
  public int code() {
    return code;
  }

  /** Returns the words beside it. */
  public String text() {
    return text;
  }
}
