package dev.sluice.metainfo;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BInteger;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.BValue;
import dev.sluice.model.Bep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what a .torrent file says beside its info. All of it is optional, so what cannot be
 * understood is left out.
 */
@Bep({5, 12, 19})
final class MetainfoReader {
  /** URLs and nodes of one kind; real torrents have some dozens, and each one costs requests. */
  static final int MAX_ADDRESSES = 1_000;

  /** The end of the year 9999, so that every date can be printed. */
  private static final long MAX_SECONDS = 253_402_300_799L;

  private final BDictionary torrent;
  private final Texts texts;

  MetainfoReader(BDictionary torrent, Texts texts) {
    this.torrent = torrent;
    this.texts = texts;
  }

  Metainfo read(Info info) {
    return new Metainfo(
        info,
        announceTiers(),
        urls(torrent.get("url-list"), new HashSet<>()),
        nodes(),
        texts.read(torrent, "comment"),
        texts.read(torrent, "created by"),
        creationDate());
  }

  /** BEP 12: where there is an {@code announce-list}, {@code announce} is ignored. */
  private List<List<String>> announceTiers() {
    List<List<String>> tiers = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (BValue tier : torrent.list("announce-list").map(BList::items).orElse(List.of())) {
      addTier(tiers, urls(Optional.of(tier), seen));
    }
    if (tiers.isEmpty()) {
      addTier(tiers, urls(torrent.get("announce"), seen));
    }
    return tiers;
  }

  private static void addTier(List<List<String>> tiers, List<String> tier) {
    if (!tier.isEmpty()) {
      tiers.add(tier);
    }
  }

  /** Returns the URLs of a list, or of a string in its place, that are not yet {@code seen}. */
  private List<String> urls(Optional<BValue> value, Set<String> seen) {
    return strings(value)
        .map(url -> texts.read(url).strip())
        .filter(url -> !url.isEmpty() && seen.size() < MAX_ADDRESSES && seen.add(url))
        .collect(Collectors.toList());
  }

  private static Stream<BString> strings(Optional<BValue> value) {
    Stream<BValue> values =
        value.stream().flatMap(v -> v instanceof BList list ? list.items().stream() : Stream.of(v));
    return values.filter(BString.class::isInstance).map(BString.class::cast);
  }

  private List<Endpoint> nodes() {
    return torrent.list("nodes").map(BList::items).orElse(List.of()).stream()
        .limit(MAX_ADDRESSES)
        .flatMap(node -> node(node).stream())
        .collect(Collectors.toList());
  }

  private Optional<Endpoint> node(BValue node) {
    return node instanceof BList pair
            && pair.size() == 2
            && pair.get(0) instanceof BString host
            && pair.get(1) instanceof BInteger port
        ? Endpoint.of(texts.read(host), port.value())
        : Optional.empty();
  }

  private Optional<Instant> creationDate() {
    long seconds = torrent.integer("creation date").orElse(0);
    return seconds < 1 || seconds > MAX_SECONDS
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(seconds));
  }
}
