package dev.sluice.swarm.discovery;

import dev.sluice.api.PeerSource;
import dev.sluice.model.Bep;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * From where one torrent may learn of peers, and by which ways it may be spoken of. Immutable.
 *
 * <p>This is the one place that knows what a private torrent must not do: whoever finds peers, or
 * tells others of them, asks here first.
 */
@Bep(27)
public final class PeerSources {
  /**
   * BEP 27: a client "MUST ONLY initiate connections to peers returned from the private tracker".
   * So who calls us may stay, but is not called back. Whom the user names is the user's business.
   */
  private static final Set<PeerSource> OF_PRIVATE =
      EnumSet.of(PeerSource.EXPLICIT, PeerSource.TRACKER);

  private final Set<PeerSource> allowed;
  private final boolean forPrivate;

  private PeerSources(Set<PeerSource> allowed, boolean forPrivate) {
    this.allowed = allowed;
    this.forPrivate = forPrivate;
  }

  /** Returns the sources of a torrent that anybody may take part in: all that the user wants. */
  public static PeerSources ofPublic(Collection<PeerSource> wanted) {
    return new PeerSources(copy(wanted), false);
  }

  /** Returns the sources of a private torrent: of those that the user wants, the few it may use. */
  public static PeerSources ofPrivate(Collection<PeerSource> wanted) {
    Set<PeerSource> allowed = copy(wanted);
    allowed.retainAll(OF_PRIVATE);
    return new PeerSources(allowed, true);
  }

  /** Whom the user names, and who has called us, may always be called. */
  private static Set<PeerSource> copy(Collection<PeerSource> wanted) {
    Set<PeerSource> copy = EnumSet.of(PeerSource.EXPLICIT, PeerSource.INCOMING);
    copy.addAll(wanted);
    return copy;
  }

  /** Returns whether peers may be learnt of, and told of, in this way. */
  public boolean allow(PeerSource source) {
    return allowed.contains(source);
  }

  /**
   * Returns whether peers that one tracker named are to be left when another takes its place, so
   * that nobody becomes a bridge between the swarms of two trackers (BEP 27).
   */
  public boolean keepTrackersApart() {
    return forPrivate;
  }

  @Override
  public String toString() {
    return (forPrivate ? "private " : "public ") + allowed;
  }
}
