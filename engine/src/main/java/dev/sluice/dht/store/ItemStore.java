package dev.sluice.dht.store;

import dev.sluice.bencode.BString;
import dev.sluice.dht.item.Item;
import dev.sluice.dht.item.Signatures;
import dev.sluice.dht.krpc.KrpcError;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Items that others put here (BEP 44), for two hours: at most {@link #MAX_ITEMS}, about 2 MB. When
 * there are too many, the one farthest from our own id goes.
 *
 * <p>Signatures are checked before anything else is believed. Owned by the DHT actor.
 */
@Bep(44)
public final class ItemStore {
  /** Items of 1,000 bytes and their keys. */
  public static final int MAX_ITEMS = 1_000;

  /** BEP 44: without being put again they may expire in two hours. */
  static final long KEPT_NANOS = TimeUnit.HOURS.toNanos(2);

  private record Kept(Item item, long atNanos) {}

  private final NodeId own;
  private final Optional<Signatures> signatures;
  private final Map<NodeId, Kept> items = new HashMap<>();

  /** Keeps nothing yet. Without {@code signatures} no signed item is taken. */
  public ItemStore(NodeId own, Optional<Signatures> signatures) {
    this.own = own;
    this.signatures = signatures;
  }

  /**
   * Keeps an item, or says why not.
   *
   * @param replacing the version that is to be replaced; empty if any
   */
  public Optional<KrpcError> put(Item item, OptionalLong replacing, long nowNanos) {
    Optional<KrpcError> objection =
        item instanceof Item.Mutable mutable ? objection(mutable, replacing) : Optional.empty();
    if (objection.isPresent()) {
      return objection;
    }
    NodeId target = item.target();
    if (!items.containsKey(target) && !makeRoom(target)) {
      return Optional.of(KrpcError.SERVER);
    }
    items.put(target, new Kept(detached(item), nowNanos));
    return Optional.empty();
  }

  private Optional<KrpcError> objection(Item.Mutable item, OptionalLong replacing) {
    if (signatures.isEmpty()) {
      return Optional.of(KrpcError.SERVER);
    }
    if (!signatures.get().isGenuine(item)) {
      return Optional.of(KrpcError.INVALID_SIGNATURE);
    }
    @Nullable Kept kept = items.get(item.target());
    if (kept == null || !(kept.item() instanceof Item.Mutable current)) {
      return Optional.empty();
    }
    if (replacing.isPresent() && replacing.getAsLong() != current.sequence()) {
      return Optional.of(KrpcError.CAS_MISMATCH);
    }
    boolean isSame = item.value().equals(current.value());
    boolean isOld = item.sequence() < current.sequence();
    return isOld || (item.sequence() == current.sequence() && !isSame)
        ? Optional.of(KrpcError.SEQUENCE_TOO_LOW)
        : Optional.empty();
  }

  /** Parts of a decoded message keep all of it in memory; copies do not. */
  private static Item detached(Item item) {
    return switch (item) {
      case Item.Immutable(var value) -> new Item.Immutable(Copies.of(value));
      case Item.Mutable mutable ->
          new Item.Mutable(
              BString.of(mutable.publicKey().toBytes()),
              BString.of(mutable.salt().toBytes()),
              mutable.sequence(),
              Copies.of(mutable.value()),
              BString.of(mutable.signature().toBytes()));
    };
  }

  private boolean makeRoom(NodeId target) {
    if (items.size() < MAX_ITEMS) {
      return true;
    }
    Comparator<NodeId> nearestFirst = own.nearestFirst();
    NodeId farthest = items.keySet().stream().max(nearestFirst).orElseThrow();
    return nearestFirst.compare(target, farthest) < 0 && items.remove(farthest) != null;
  }

  /** Returns what is kept under {@code target}. */
  public Optional<Item> get(NodeId target) {
    return Optional.ofNullable(items.get(target)).map(Kept::item);
  }

  /** Forgets what nobody has put again for too long. To be called every minute or so. */
  public void expire(long nowNanos) {
    items.values().removeIf(kept -> nowNanos - kept.atNanos() >= KEPT_NANOS);
  }

  /** Returns how many items are kept. */
  public int size() {
    return items.size();
  }
}
