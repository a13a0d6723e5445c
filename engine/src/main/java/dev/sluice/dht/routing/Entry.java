package dev.sluice.dht.routing;

import dev.sluice.dht.node.Node;
import dev.sluice.model.Bep;
import java.util.concurrent.TimeUnit;

/** A node of the table, and what is known of its health (BEP 5, Routing Table). */
@Bep(5)
final class Entry {
  /** A node is good while it was heard of within this time; then it is to be asked. */
  static final long GOOD_NANOS = TimeUnit.MINUTES.toNanos(15);

  /** Unanswered questions in a row until a node is bad. */
  static final int BAD_AFTER = 2;

  /** Unanswered questions in a row until a bad node that nobody replaces is forgotten. */
  static final int FORGOTTEN_AFTER = 5;

  /** How long a node that has failed, or never answered, is left alone before it is asked again. */
  private static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);

  final Node node;
  private final boolean secure;
  private boolean verified;
  private long heardNanos;
  private long askedNanos;
  private int failures;

  private Entry(Node node, boolean verified, long nowNanos) {
    this.node = node;
    this.secure = node.isSecure();
    this.verified = verified;
    this.heardNanos = nowNanos;
    this.askedNanos = nowNanos;
  }

  /** A node that has just answered us. */
  static Entry answering(Node node, long nowNanos) {
    return new Entry(node, true, nowNanos);
  }

  /** A node that we have only heard of; it is to be asked at once. */
  static Entry unverified(Node node, long nowNanos) {
    Entry entry = new Entry(node, false, nowNanos);
    entry.askedNanos = nowNanos - RETRY_NANOS;
    return entry;
  }

  void answered(long nowNanos) {
    verified = true;
    failures = 0;
    heardNanos = nowNanos;
  }

  /** It asked us something; that counts only once it has answered us: a sender can be forged. */
  void heard(long nowNanos) {
    if (verified) {
      heardNanos = nowNanos;
    }
  }

  void failed() {
    failures++;
  }

  void asked(long nowNanos) {
    askedNanos = nowNanos;
  }

  boolean isVerified() {
    return verified;
  }

  boolean isSecure() {
    return secure;
  }

  boolean isBad() {
    return failures >= BAD_AFTER || (failures > 0 && !verified);
  }

  boolean isGood(long nowNanos) {
    return verified && failures == 0 && nowNanos - heardNanos < GOOD_NANOS;
  }

  boolean isForgotten() {
    return failures >= FORGOTTEN_AFTER || (failures > 0 && !verified);
  }

  /** Returns whether somebody should look if it is still there. */
  boolean isDue(long nowNanos) {
    return !isGood(nowNanos) && nowNanos - askedNanos >= RETRY_NANOS;
  }

  long heardNanos() {
    return heardNanos;
  }
}
