package dev.sluice.dht;

import dev.sluice.actor.Sink;
import dev.sluice.bencode.BString;
import dev.sluice.dht.item.Item;
import dev.sluice.dht.item.Signatures;
import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.krpc.Question;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.Bep;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks for an item, and puts one in its place at the end if that is wished (BEP 44).
 *
 * <p>What nodes say is believed only if its digest is the key, or its signature that of the key's
 * owner; older versions than the newest found so far are passed over.
 */
@Bep(44)
final class ItemSearch implements Errand {
  private final NodeId target;
  private final BString salt;
  private final Optional<Signatures> signatures;
  private final Optional<Item> replacement;
  private final Sink<DhtEvent> events;
  private long newestSequence = -1;
  private boolean found;

  private ItemSearch(
      NodeId target,
      BString salt,
      Optional<Signatures> signatures,
      Optional<Item> replacement,
      Sink<DhtEvent> events) {
    this.target = target;
    this.salt = salt;
    this.signatures = signatures;
    this.replacement = replacement;
    this.events = events;
  }

  static ItemSearch get(
      NodeId target, BString salt, Optional<Signatures> signatures, Sink<DhtEvent> events) {
    return new ItemSearch(target, salt, signatures, Optional.empty(), events);
  }

  static ItemSearch put(Item item, Optional<Signatures> signatures, Sink<DhtEvent> events) {
    BString salt = item instanceof Item.Mutable mutable ? mutable.salt() : BString.of("");
    return new ItemSearch(item.target(), salt, signatures, Optional.of(item), events);
  }

  @Override
  public NodeId target() {
    return target;
  }

  @Override
  public Question question(Set<AddressFamily> want) {
    return new Question.Get(target, OptionalLong.empty(), want);
  }

  @Override
  public void onAnswer(Node node, Answer answer, int hops) {
    answer
        .item()
        .map(item -> item instanceof Item.Mutable mutable ? mutable.withSalt(salt) : item)
        .filter(this::isGenuine)
        .filter(this::isNews)
        .ifPresent(item -> events.offer(new DhtEvent.ItemFound(item)));
  }

  private boolean isGenuine(Item item) {
    boolean isSigned =
        !(item instanceof Item.Mutable mutable)
            || signatures.filter(each -> each.isGenuine(mutable)).isPresent();
    return item.target().equals(target) && isSigned;
  }

  private boolean isNews(Item item) {
    long sequence = item instanceof Item.Mutable mutable ? mutable.sequence() : 0;
    if (found && sequence <= newestSequence) {
      return false;
    }
    found = true;
    newestSequence = sequence;
    return true;
  }

  @Override
  public Optional<Question> writing(BString token) {
    return replacement.map(item -> new Question.Put(item, OptionalLong.empty(), token));
  }

  @Override
  public void onEnd(int askedCount, int writtenCount) {
    events.offer(new DhtEvent.SearchEnded(askedCount, writtenCount));
  }
}
