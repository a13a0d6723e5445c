package dev.sluice.dht;

import dev.sluice.bencode.BString;
import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.krpc.Question;
import dev.sluice.dht.lookup.Lookup;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.routing.RoutingTable;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An errand on its way, in all families at once: first the nodes nearest to its key are found, then
 * something may be left with them. Owned by the DHT actor.
 */
@Bep({5, 32})
final class Search {
  private final Errand errand;
  private final Asking asking;
  private final Collection<Presence> presences;
  private final Set<AddressFamily> want;
  private final Map<AddressFamily, Lookup> lookups = new EnumMap<>(AddressFamily.class);
  private final Map<PeerAddress, BString> tokens = new HashMap<>();
  private boolean writing;
  private int writesUnderWay;
  private int writtenCount;

  Search(Errand errand, Asking asking, Collection<Presence> presences) {
    this.errand = errand;
    this.asking = asking;
    this.presences = presences;
    presences.forEach(this::lookupIn);
    this.want = needsBoth(presences) ? lookups.keySet() : Set.of();
  }

  /** BEP 32: both are asked for while a table is thin; later that would bring nothing. */
  private static boolean needsBoth(Collection<Presence> presences) {
    return presences.size() > 1
        && presences.stream().anyMatch(presence -> presence.nodes().usableCount() < RoutingTable.K);
  }

  /** Asks whoever is to be asked now; goes on to writing when nobody is left. */
  void advance(long nowNanos) {
    if (writing) {
      return;
    }
    presences.forEach(presence -> advance(presence, nowNanos));
    if (lookups.values().stream().allMatch(lookup -> lookup.isDone(nowNanos))) {
      writing = true;
      lookups.values().forEach(lookup -> write(lookup, nowNanos));
    }
  }

  private void advance(Presence presence, long nowNanos) {
    Lookup lookup = lookupIn(presence);
    if (lookup.isDone(nowNanos)) {
      // The table may have grown meanwhile, or liars have led us away from what it knows.
      lookup.learn(presence.nodes().closest(errand.target(), Lookup.K), 1);
    }
    for (Node node : lookup.next(nowNanos)) {
      asking.ask(node, errand.question(want), new Step(lookup, node), nowNanos);
    }
  }

  private Lookup lookupIn(Presence presence) {
    return lookups.computeIfAbsent(
        presence.family(),
        family ->
            new Lookup(errand.target(), presence.nodes().closest(errand.target(), RoutingTable.K)));
  }

  private void write(Lookup lookup, long nowNanos) {
    List<Node> nearest =
        lookup.closestAnswered(Integer.MAX_VALUE).stream()
            .filter(node -> tokens.containsKey(node.address()))
            .limit(Lookup.K)
            .collect(Collectors.toList());
    for (Node node : nearest) {
      @Nullable BString token = tokens.get(node.address());
      Optional<Question> question = token == null ? Optional.empty() : errand.writing(token);
      if (question.isPresent()) {
        writesUnderWay++;
        asking.ask(node, question.get(), new Writing(), nowNanos);
      }
    }
  }

  boolean isOver() {
    return writing && writesUnderWay == 0;
  }

  /** Tells the errand that it is done. */
  void end() {
    errand.onEnd(askedCount(), writtenCount);
  }

  private int askedCount() {
    return lookups.values().stream().mapToInt(Lookup::askedCount).sum();
  }

  boolean isFor(Class<? extends Errand> kind) {
    return kind.isInstance(errand);
  }

  /** One node on the way. */
  private final class Step implements Exchange.Asker {
    private final Lookup lookup;
    private final Node node;

    Step(Lookup lookup, Node node) {
      this.lookup = lookup;
      this.node = node;
    }

    @Override
    public void onAnswer(Node answering, Answer answer, long nowNanos) {
      answer.token().ifPresent(token -> tokens.put(node.address(), token));
      lookups.forEach((family, each) ->
          each.learn(
              answer.nodes().stream()
                  .filter(named -> named.family() == family)
                  .collect(Collectors.toList()),
              lookup.hopsTo(node) + 1));
      lookup.answered(node, answering);
      errand.onAnswer(answering, answer, lookup.hopsTo(answering));
    }

    @Override
    public void onFailure(long nowNanos) {
      lookup.failed(node);
    }
  }

  /** One node that we leave something with. */
  private final class Writing implements Exchange.Asker {
    @Override
    public void onAnswer(Node node, Answer answer, long nowNanos) {
      writesUnderWay--;
      writtenCount++;
    }

    @Override
    public void onFailure(long nowNanos) {
      writesUnderWay--;
    }
  }
}
