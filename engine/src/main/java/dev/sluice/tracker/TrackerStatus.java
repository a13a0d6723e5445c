package dev.sluice.tracker;

import java.net.URI;
import java.util.Optional;

/**
 * How we stand with one tracker, at one moment.
 *
 * @param url the tracker; its host in ASCII
 * @param tier from 0, the one asked first
 * @param state what goes on
 * @param lastReply the newest answer; empty before the first
 * @param nextAnnounceInNanos how long until it may be asked again, 0 if at once; meaningful unless
 *     {@link State#DISABLED}
 * @param failures how many announces failed or were refused since the last success
 * @param seeders as last told, or {@link AnnounceReply#UNKNOWN}
 * @param leechers as last told, or {@link AnnounceReply#UNKNOWN}
 * @param message what a person should read: the warning, refusal or failure; else empty
 */
public record TrackerStatus(
    URI url,
    int tier,
    State state,
    Optional<AnnounceReply> lastReply,
    long nextAnnounceInNanos,
    int failures,
    int seeders,
    int leechers,
    String message) {
  /** What goes on with a tracker. */
  public enum State {
    /** Not asked yet: one before it in the tiers serves. */
    UNTRIED,
    /** An announce is under way. */
    ANNOUNCING,
    /** The last announce succeeded. */
    WORKING,
    /** The last announce failed or was refused; it is asked again later. */
    FAILING,
    /** It told us never to come back, or its URL is one that we do not ask. */
    DISABLED
  }
}
