package dev.sluice.tracker;

import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PrintableText;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How an announce ended. Every text in it is printable and short, whatever the tracker sent.
 *
 * <p>The record components that may be missing are {@code Optional}: they are read, never set.
 */
@Bep({3, 15})
public sealed interface AnnounceReply {
  /** Stands for a count that the tracker did not tell. */
  int UNKNOWN = -1;

  /** Returns what a person should read: the warning, refusal or failure; else empty. */
  default String message() {
    return switch (this) {
      case Accepted accepted -> accepted.warning();
      case Refused refused -> refused.reason();
      case Failed failed -> failed.cause();
    };
  }

  /**
   * The tracker answered with peers.
   *
   * @param intervalNanos until the next regular announce; within {@link #MIN_INTERVAL_NANOS} and
   *     {@link #MAX_INTERVAL_NANOS}
   * @param minIntervalNanos no announce but those with an event before this; at most {@code
   *     intervalNanos}, at least {@link #MIN_INTERVAL_NANOS}
   * @param seeders complete peers, or {@link #UNKNOWN}
   * @param leechers incomplete peers, or {@link #UNKNOWN}
   * @param peers at most {@link #MAX_PEERS}, each once, in the tracker's order
   * @param warning what the tracker wants people to read; empty if nothing
   * @param externalAddress our address as the tracker sees it (BEP 24)
   */
  record Accepted(
      long intervalNanos,
      long minIntervalNanos,
      int seeders,
      int leechers,
      List<PeerAddress> peers,
      String warning,
      Optional<InetAddress> externalAddress)
      implements AnnounceReply {
    /** Threat: an interval of nothing makes us hammer the tracker. */
    public static final long MIN_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** A longer one would let a single answer silence a tracker for good. */
    public static final long MAX_INTERVAL_NANOS = TimeUnit.HOURS.toNanos(24);

    /** Five times what we ask for at most; an answer of 1 MiB could name 170,000. */
    public static final int MAX_PEERS = 1000;

    public Accepted {
      intervalNanos = within(intervalNanos, MAX_INTERVAL_NANOS);
      minIntervalNanos = within(minIntervalNanos, intervalNanos);
      seeders = Math.max(UNKNOWN, seeders);
      leechers = Math.max(UNKNOWN, leechers);
      peers = firstOfEach(peers);
      warning = PrintableText.of(warning);
    }

    private static long within(long nanos, long maxNanos) {
      return Math.max(MIN_INTERVAL_NANOS, Math.min(nanos, maxNanos));
    }

    private static List<PeerAddress> firstOfEach(List<PeerAddress> peers) {
      Set<PeerAddress> distinct = new LinkedHashSet<>();
      for (PeerAddress peer : peers) {
        if (distinct.size() == MAX_PEERS) {
          break;
        }
        distinct.add(peer);
      }
      return List.copyOf(distinct);
    }
  }

  /**
   * The tracker, or our own policy, says no.
   *
   * @param reason in the tracker's words
   * @param retry when asking again makes sense
   */
  record Refused(String reason, Retry retry) implements AnnounceReply {
    public Refused {
      reason = PrintableText.of(reason);
    }
  }

  /**
   * No usable answer: unreachable, too late, garbled.
   *
   * @param cause one line for people
   */
  record Failed(String cause) implements AnnounceReply {
    public Failed {
      cause = PrintableText.of(cause);
    }
  }

  /** When a tracker that refused may be asked again. */
  @Bep(31)
  sealed interface Retry {
    /** It did not say; our own back-off decides. */
    record Unsaid() implements Retry {}

    /**
     * Not earlier than this.
     *
     * @param nanos from the answer on; at most {@link Accepted#MAX_INTERVAL_NANOS}
     */
    record After(long nanos) implements Retry {
      public After {
        nanos = Accepted.within(nanos, Accepted.MAX_INTERVAL_NANOS);
      }
    }

    /** Not in this session. */
    record Never() implements Retry {}
  }
}
