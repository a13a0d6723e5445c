package dev.sluice.dht.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bencode.BString;
import dev.sluice.dht.item.Item;
import dev.sluice.dht.item.ItemKey;
import dev.sluice.dht.item.Signatures;
import dev.sluice.dht.krpc.KrpcError;
import dev.sluice.dht.node.NodeId;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ItemStoreTest {
  private final Signatures signatures = Signatures.ofPlatform().orElseThrow();
  private final ItemKey key = signatures.newKey(new SecureRandom());
  private final ItemStore store =
      new ItemStore(NodeId.random(new Random(1)), Optional.of(signatures));

  private Item.Mutable version(long sequence, String value) {
    return signatures.sign(key, BString.of("s"), sequence, BString.of(value));
  }

  private Optional<KrpcError> put(Item item) {
    return store.put(item, OptionalLong.empty(), 0);
  }

  @Test
  void keepsWhatIsNamedByItsDigest() {
    Item item = new Item.Immutable(BString.of("x"));

    assertThat(put(item)).isEmpty();
    assertThat(store.get(item.target())).contains(item);
  }

  @Test
  void replacesAVersionByANewerOne() {
    put(version(1, "old"));

    assertThat(put(version(2, "new"))).isEmpty();
    assertThat(store.get(version(1, "old").target()).map(Item::value)).contains(BString.of("new"));
  }

  @Test
  void refusesAnOlderVersionAndAnotherOfTheSameNumber() {
    put(version(2, "two"));

    assertThat(put(version(1, "one"))).contains(KrpcError.SEQUENCE_TOO_LOW);
    assertThat(put(version(2, "too"))).contains(KrpcError.SEQUENCE_TOO_LOW);
    assertThat(put(version(2, "two"))).as("only renews").isEmpty();
  }

  @Test
  void replacesOnlyTheVersionThatTheWriterHasSeen() {
    put(version(1, "one"));
    put(version(2, "two"));

    assertThat(store.put(version(3, "three"), OptionalLong.of(1), 0))
        .contains(KrpcError.CAS_MISMATCH);
    assertThat(store.put(version(3, "three"), OptionalLong.of(2), 0)).isEmpty();
  }

  @Test
  void refusesWhatTheOwnerOfTheKeyHasNotSigned() {
    Item.Mutable genuine = version(1, "one");
    Item.Mutable forged =
        new Item.Mutable(
            genuine.publicKey(), genuine.salt(), 9, genuine.value(), genuine.signature());

    assertThat(put(forged)).contains(KrpcError.INVALID_SIGNATURE);
    assertThat(store.size()).isZero();
  }

  @Test
  void refusesSignedItemsWhereThePlatformCannotCheckThem() {
    ItemStore without = new ItemStore(NodeId.of(new byte[20]), Optional.empty());

    assertThat(without.put(version(1, "one"), OptionalLong.empty(), 0)).contains(KrpcError.SERVER);
  }

  @Test
  void forgetsAfterTwoHours() {
    put(new Item.Immutable(BString.of("x")));

    store.expire(ItemStore.KEPT_NANOS - 1);
    assertThat(store.size()).isEqualTo(1);
    store.expire(ItemStore.KEPT_NANOS);
    assertThat(store.size()).isZero();
  }

  @Test
  void keepsNoMoreThanItsLimit() {
    for (int i = 0; i < ItemStore.MAX_ITEMS + 100; i++) {
      put(new Item.Immutable(BString.of("item " + i)));
    }

    assertThat(store.size()).isEqualTo(ItemStore.MAX_ITEMS);
  }
}
