package dev.sluice.swarm;

import dev.sluice.api.PeerSource;
import dev.sluice.model.Bep;
import dev.sluice.model.Carrier;
import dev.sluice.model.PeerAddress;
import dev.sluice.swarm.discovery.Candidates;
import dev.sluice.swarm.discovery.Hearsay;
import dev.sluice.swarm.peer.PeerKey;
import dev.sluice.wire.PeerMessage.Extended;
import dev.sluice.wire.WireException;
import dev.sluice.wire.extension.Extension;
import dev.sluice.wire.extension.UtHolepunch;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings peers together whose routers let nobody in, by way of a third that both are connected to.
 * We ask for it, help with it, and let in who asked for us.
 *
 * <pre>
 *   asking                     helping                      asked for
 *      | -- rendezvous(far) -->   |                             |
 *      | <---- connect(far) ----  |  ---- connect(asking) --->  |
 *      | <------------------------------------------- knock --- |  its router expects answers now
 *      | ---- call, over TCP and uTP -------------------------> |
 * </pre>
 *
 * <p>BEP 55 has both call at once. Here who was asked for knocks alone: two calls that cross are
 * two connections of which one is in vain.
 *
 * <p>Owned by the torrent actor.
 */
@Bep(55)
final class Holepunch {
  /** Addresses remembered with who told of them; then the eldest is forgotten. A guess. */
  static final int MAX_TOLD = 500;

  /** Time between two wishes of one peer that we heed: each makes us write to others. A guess. */
  static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Who is asked to help answers within its round trip; what comes later is no answer. A guess. */
  static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PeerTable peers;
  private final Candidates candidates;
  private final Consumer<PeerAddress> knocker;
  private final Map<PeerAddress, PeerKey> told = new LinkedHashMap<>();

  /** What passed between one peer and us. */
  static final class Ledger {
    private boolean hasWished;
    private long wishedNanos;
    private boolean owesAnswer;
    private long askedNanos;

    /** Returns whether we have asked it for help and may still hear an answer. */
    private boolean owesAnswer(long nowNanos) {
      return owesAnswer && nowNanos - askedNanos < ANSWER_NANOS;
    }

    private void ask(long nowNanos) {
      owesAnswer = true;
      askedNanos = nowNanos;
    }

    private boolean mayWish(long nowNanos) {
      boolean may = !hasWished || nowNanos - wishedNanos >= INTERVAL_NANOS;
      if (may) {
        hasWished = true;
        wishedNanos = nowNanos;
      }
      return may;
    }
  }

  /** Lets those in, by {@code knocker}, who ask for us. */
  Holepunch(PeerTable peers, Candidates candidates, Consumer<PeerAddress> knocker) {
    this.peers = peers;
    this.candidates = candidates;
    this.knocker = knocker;
  }

  /** A peer has told of others: it can help to reach them, if it knows how. */
  void onTold(Peer teller, List<PeerAddress> addresses) {
    if (!teller.extensionIds.supports(Extension.UT_HOLEPUNCH)) {
      return;
    }
    for (PeerAddress address : addresses) {
      told.put(address, teller.key);
      if (told.size() > MAX_TOLD) {
        told.remove(told.keySet().iterator().next());
      }
    }
  }

  /**
   * A moment has passed: who was called in vain is asked for, once, and of one helper one at a
   * time.
   */
  void tick(long nowNanos) {
    Iterator<Map.Entry<PeerAddress, PeerKey>> each = told.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<PeerAddress, PeerKey> entry = each.next();
      Peer helper = peers.get(entry.getValue());
      if (helper == null) {
        each.remove();
      } else if (candidates.isUnreached(entry.getKey()) && !helper.punches.owesAnswer(nowNanos)) {
        each.remove();
        helper.punches.ask(nowNanos);
        send(helper, new UtHolepunch.Rendezvous(entry.getKey()));
      }
    }
  }

  /**
   * A peer wants help, gives it, or lets us in.
   *
   * @throws WireException if the message cannot be read
   */
  void onMessage(Peer peer, byte[] payload, long nowNanos) throws WireException {
    switch (UtHolepunch.parse(payload)) {
      case UtHolepunch.Rendezvous(PeerAddress wanted) -> {
        if (peer.punches.mayWish(nowNanos)) {
          bringTogether(peer, wanted);
        }
      }
      case UtHolepunch.Connect(PeerAddress far) -> onConnect(peer, far, nowNanos);
      case UtHolepunch.Failed failed -> peer.punches.owesAnswer = false;
    }
  }

  private void bringTogether(Peer asking, PeerAddress wanted) {
    Peer far = find(wanted);
    if (far == null || far == asking) {
      int why =
          candidates.isOurOwn(wanted)
              ? UtHolepunch.Failed.NO_SELF
              : UtHolepunch.Failed.NOT_CONNECTED;
      send(asking, new UtHolepunch.Failed(wanted, why));
    } else if (!far.extensionIds.supports(Extension.UT_HOLEPUNCH)) {
      send(asking, new UtHolepunch.Failed(wanted, UtHolepunch.Failed.NO_SUPPORT));
    } else if (mayPass(far, asking) && mayPass(asking, far)) {
      send(far, new UtHolepunch.Connect(door(asking)));
      send(asking, new UtHolepunch.Connect(door(far)));
    } else {
      send(asking, new UtHolepunch.Failed(wanted, UtHolepunch.Failed.NO_SUCH_PEER));
    }
  }

  private @Nullable Peer find(PeerAddress wanted) {
    for (Peer peer : peers) {
      if (peer.address.equals(wanted) || peer.listening.filter(wanted::equals).isPresent()) {
        return peer;
      }
    }
    return null;
  }

  private static boolean mayPass(Peer hears, Peer isNamed) {
    return Hearsay.mayPass(hears.address, door(isNamed));
  }

  /** Over uTP a peer calls from where it takes calls; and so its router has it. */
  private static PeerAddress door(Peer peer) {
    return peer.link.carrier() == Carrier.UTP ? peer.address : peer.listening.orElse(peer.address);
  }

  private void onConnect(Peer helper, PeerAddress far, long nowNanos) {
    if (!Hearsay.mayPass(helper.address, far) || candidates.isBanned(far)) {
      return;
    }
    if (helper.punches.owesAnswer(nowNanos)) {
      helper.punches.owesAnswer = false;
      boolean unused = candidates.add(far, PeerSource.PEX);
      candidates.callNext(far);
    } else if (helper.punches.mayWish(nowNanos)) {
      knocker.accept(far);
    }
  }

  private static void send(Peer peer, UtHolepunch message) {
    OptionalInt id = peer.extensionIds.idOf(Extension.UT_HOLEPUNCH);
    if (id.isPresent()) {
      peer.send(new Extended(id.getAsInt(), message.encode()));
    }
  }
}
