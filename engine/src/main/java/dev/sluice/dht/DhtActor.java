package dev.sluice.dht;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Mailbox;
import dev.sluice.actor.Timers;
import dev.sluice.dht.guard.Greetings;
import dev.sluice.dht.guard.WriteTokens;
import dev.sluice.dht.item.Signatures;
import dev.sluice.dht.krpc.KrpcDecoder;
import dev.sluice.dht.krpc.KrpcException;
import dev.sluice.dht.krpc.KrpcMessage;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.udp.Datagram;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The owner of everything that is mutable about the DHT. */
final class DhtActor implements Actor<DhtMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(DhtActor.class);

  /** How often slow answers are looked for while something is searched. */
  private static final long BUSY_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** How often it is looked what is due otherwise. */
  private static final long IDLE_TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How often what is kept for others is looked through. */
  private static final long EXPIRE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** How often nodes are saved, besides at the end. */
  private static final long SAVE_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** Datagrams sent at once to find the way in: saved nodes that are asked first. */
  private static final int FIRST_PINGS = 32;

  private final DhtWorld world;
  private final Mailbox<DhtMessage> self;
  private final Timers<DhtMessage> timers;
  private final DhtPublications published;
  private final Map<AddressFamily, Presence> presences = new EnumMap<>(AddressFamily.class);
  private final Map<AddressFamily, Upkeep> upkeeps = new EnumMap<>(AddressFamily.class);
  private final Asking asking;
  private final Searches searches;
  private final Listening listening;
  private final Greetings greetings = new Greetings();
  private long expiredNanos;
  private long savedNanos;
  private long idleNanos;
  private long malformedCount;

  DhtActor(
      DhtWorld world,
      DhtSettings settings,
      Mailbox<DhtMessage> self,
      Timers<DhtMessage> timers,
      DhtPublications published) {
    this.world = world;
    this.self = self;
    this.timers = timers;
    this.published = published;
    long nowNanos = now();
    for (AddressFamily family : settings.families()) {
      presences.put(
          family, new Presence(family, world.random(), Signatures.ofPlatform(), nowNanos));
    }
    Exchanges exchanges = new Exchanges(world.random());
    this.asking = new Asking(presences, exchanges, world.datagrams(), settings.role());
    this.searches = new Searches(presences, asking, nowNanos);
    Responder responder = new Responder(presences, new WriteTokens(world.random(), nowNanos));
    this.listening = new Listening(responder, world.datagrams(), settings.role(), nowNanos);
    presences.forEach((family, presence) ->
        upkeeps.put(family, new Upkeep(presence, asking, searches, world.random(), nowNanos)));
    this.expiredNanos = nowNanos;
    this.savedNanos = nowNanos;
    this.idleNanos = nowNanos - IDLE_TICK_NANOS;
    world.memory().load(self.adapt(DhtMessage.MemoryRead::new));
    self.offer(new DhtMessage.Tick());
  }

  private long now() {
    return world.actors().clock().nanoTime();
  }

  @Override
  public void receive(DhtMessage message) {
    switch (message) {
      case DhtMessage.Received(var datagram) -> onReceived(datagram);
      case DhtMessage.Look(var errand) -> onLook(errand);
      case DhtMessage.Visit(var address) -> onVisit(address);
      case DhtMessage.BootstrapFound(var addresses) -> onBootstrapFound(addresses);
      case DhtMessage.MemoryRead(var saved) -> onMemoryRead(saved);
      case DhtMessage.Rejoin() -> upkeeps.values().forEach(upkeep -> upkeep.rejoin(now()));
      case DhtMessage.Tick() -> onTick();
    }
  }

  @Override
  public void onDrained() {
    searches.advance(now());
  }

  @Override
  public void onStopped() {
    published.saved().set(savedNodes());
  }

  private void onReceived(Datagram datagram) {
    PeerAddress from = datagram.from();
    @Nullable Presence presence = presences.get(AddressFamily.of(from));
    if (presence == null) {
      return;
    }
    try {
      onMessage(presence, from, KrpcDecoder.decode(datagram.payload()));
    } catch (KrpcException e) {
      malformedCount++;
      e.reply()
          .filter(reply -> listening.admits(from, now()))
          .ifPresent(reply -> listening.send(from, reply, now()));
    }
  }

  private void onMessage(Presence presence, PeerAddress from, KrpcMessage message) {
    long nowNanos = now();
    switch (message) {
      case KrpcMessage.Query query -> onQuery(presence, from, query, nowNanos);
      case KrpcMessage.Response response -> {
        if (asking.onResponse(presence, from, response, nowNanos)) {
          onRenamed(presence, nowNanos);
        }
      }
      case KrpcMessage.Failure failure -> asking.onFailure(from, failure, nowNanos);
    }
  }

  private void onQuery(
      Presence presence, PeerAddress from, KrpcMessage.Query query, long nowNanos) {
    if (!listening.admits(from, nowNanos)) {
      return;
    }
    listening.answer(presence, from, query, nowNanos);
    Node node = new Node(query.sender(), from);
    if (!query.readOnly()
        && presence.nodes().heard(node, nowNanos)
        && asking.isIdle()
        && greetings.mayGreet(from.ip(), nowNanos)) {
      upkeep(presence).ping(node, nowNanos);
    }
  }

  private Upkeep upkeep(Presence presence) {
    return Objects.requireNonNull(upkeeps.get(presence.family()));
  }

  private void onRenamed(Presence presence, long nowNanos) {
    LOG.info(
        "We are {} to the Internet; our id in the DHT of {} follows from that",
        presence.externalAddress().map(Object::toString).orElse("?"),
        presence.family());
    upkeep(presence).renamed(nowNanos);
  }

  private void onLook(Errand errand) {
    searches.start(errand);
  }

  private void onVisit(PeerAddress address) {
    @Nullable Upkeep upkeep = upkeeps.get(AddressFamily.of(address));
    if (upkeep != null && asking.isIdle()) {
      upkeep.enterBy(List.of(address), now());
    }
  }

  private void onBootstrapFound(List<PeerAddress> addresses) {
    upkeeps.forEach((family, upkeep) ->
        upkeep.enterBy(
            addresses.stream()
                .filter(each -> AddressFamily.of(each) == family)
                .collect(Collectors.toList()),
            now()));
  }

  private void onMemoryRead(SavedNodes saved) {
    long nowNanos = now();
    presences.forEach((family, presence) -> {
      @Nullable NodeId id = saved.ids().get(family);
      if (id != null && presence.nodes().size() == 0) {
        presence.rename(id, nowNanos);
      }
      List<Node> nodes =
          saved.nodes().stream()
              .filter(node -> node.family() == family)
              .collect(Collectors.toList());
      nodes.forEach(node -> presence.nodes().suggest(node, nowNanos));
      nodes.stream().limit(FIRST_PINGS).forEach(node -> upkeep(presence).ping(node, nowNanos));
    });
  }

  private void onTick() {
    long nowNanos = now();
    asking.expire(nowNanos);
    if (nowNanos - idleNanos >= IDLE_TICK_NANOS) {
      idleNanos = nowNanos;
      keepUp(nowNanos);
    }
    searches.advance(nowNanos);
    timers.after(
        searches.isAnyUnderWay() ? BUSY_TICK_NANOS : IDLE_TICK_NANOS, new DhtMessage.Tick());
  }

  private void keepUp(long nowNanos) {
    boolean lost = false;
    for (Upkeep upkeep : upkeeps.values()) {
      lost |= upkeep.tick(nowNanos);
    }
    if (lost) {
      world.bootstrap().find(self.adapt(DhtMessage.BootstrapFound::new));
    }
    if (nowNanos - expiredNanos >= EXPIRE_NANOS) {
      expiredNanos = nowNanos;
      presences.values().forEach(presence -> presence.expire(nowNanos));
    }
    if (nowNanos - savedNanos >= SAVE_NANOS) {
      savedNanos = nowNanos;
      world.memory().save(savedNodes());
    }
    published.view().set(view());
  }

  private SavedNodes savedNodes() {
    Map<AddressFamily, NodeId> ids = new EnumMap<>(AddressFamily.class);
    List<Node> nodes = new ArrayList<>();
    presences.forEach((family, presence) -> {
      ids.put(family, presence.id());
      nodes.addAll(presence.nodes().nodes());
    });
    return new SavedNodes(ids, nodes);
  }

  private DhtView view() {
    Map<AddressFamily, DhtView.FamilyView> families = new EnumMap<>(AddressFamily.class);
    presences.forEach((family, presence) -> families.put(family, presence.view()));
    return new DhtView(
        families,
        new DhtView.Traffic(
            asking.sentCount(), listening.heardCount(), listening.refusedCount(), malformedCount));
  }
}
