package dev.sluice.tracker;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BList;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.BValue;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.http.IpLiteral;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The dictionary that an HTTP tracker answers with. An entry of an unexpected kind counts as
 * missing: trackers are many, and their oddities more.
 */
@Bep({3, 7, 23, 24, 31, 48})
record HttpAnswer(BDictionary dictionary) {
  /** What most trackers say, for one that says nothing. */
  private static final long USUAL_INTERVAL_SECONDS = 1800;

  /** Returns whether the tracker says no. */
  boolean isRefusal() {
    return dictionary.has("failure reason");
  }

  /** Returns why the tracker says no; empty if it gives no reason. */
  String refusal() {
    return dictionary.string("failure reason").map(BString::text).orElse("");
  }

  /** Returns what the tracker wants back with the next announce. */
  Optional<byte[]> trackerId() {
    return dictionary.string("tracker id").map(BString::toBytes);
  }

  /** Returns the answer to an announce. */
  AnnounceReply announceReply() {
    if (isRefusal()) {
      return new AnnounceReply.Refused(refusal(), retry());
    }
    return new AnnounceReply.Accepted(
        TimeUnit.SECONDS.toNanos(dictionary.integer("interval").orElse(USUAL_INTERVAL_SECONDS)),
        TimeUnit.SECONDS.toNanos(dictionary.integer("min interval").orElse(0)),
        count(dictionary, "complete"),
        count(dictionary, "incomplete"),
        peers(),
        dictionary.string("warning message").map(BString::text).orElse(""),
        dictionary.string("external ip").flatMap(HttpAnswer::externalAddress));
  }

  /** BEP 31: minutes as a number, or the word "never"; some write the number as a string. */
  private AnnounceReply.Retry retry() {
    OptionalLong minutes = dictionary.integer("retry in");
    if (minutes.isPresent()) {
      return new AnnounceReply.Retry.After(TimeUnit.MINUTES.toNanos(minutes.getAsLong()));
    }
    String word = dictionary.string("retry in").map(BString::text).orElse("");
    if (word.matches("[0-9]{1,9}")) {
      return new AnnounceReply.Retry.After(TimeUnit.MINUTES.toNanos(Long.parseLong(word)));
    }
    return word.equalsIgnoreCase("never")
        ? new AnnounceReply.Retry.Never()
        : new AnnounceReply.Retry.Unsaid();
  }

  private List<PeerAddress> peers() {
    List<PeerAddress> peers = new ArrayList<>();
    dictionary
        .string("peers")
        .map(compact -> fromCompact(compact, PeerAddress.COMPACT_IPV4_BYTES))
        .ifPresent(peers::addAll);
    dictionary.list("peers").map(HttpAnswer::fromDictionaries).ifPresent(peers::addAll);
    dictionary
        .string("peers6")
        .map(compact -> fromCompact(compact, PeerAddress.COMPACT_IPV6_BYTES))
        .ifPresent(peers::addAll);
    return peers;
  }

  private static List<PeerAddress> fromCompact(BString compact, int entryBytes) {
    return PeerAddress.listFromCompact(compact.toBytes(), entryBytes);
  }

  private static List<PeerAddress> fromDictionaries(BList entries) {
    List<PeerAddress> peers = new ArrayList<>();
    for (BValue entry : entries) {
      if (entry instanceof BDictionary peer) {
        fromDictionary(peer).ifPresent(peers::add);
      }
    }
    return peers;
  }

  /** Host names are passed over: looking up what a tracker names would make it our master. */
  private static Optional<PeerAddress> fromDictionary(BDictionary peer) {
    long port = peer.integer("port").orElse(0);
    if (port < 1 || port > 0xffff) {
      return Optional.empty();
    }
    return peer.text("ip")
        .flatMap(IpLiteral::parse)
        .map(address -> new PeerAddress(address, (int) port));
  }

  /** BEP 24: 4 or 16 raw bytes; some write it as text. */
  private static Optional<InetAddress> externalAddress(BString value) {
    try {
      return Optional.of(InetAddress.getByAddress(value.toBytes()));
    } catch (UnknownHostException e) {
      return value.textIn(StandardCharsets.US_ASCII).flatMap(IpLiteral::parse);
    }
  }

  /** Returns the answer to a scrape; torrents that were not asked for are passed over. */
  ScrapeReply scrapeReply(List<InfoHash> torrents) {
    if (isRefusal()) {
      return new ScrapeReply.Refused(refusal());
    }
    Optional<BDictionary> files = dictionary.dictionary("files");
    if (files.isEmpty()) {
      return new ScrapeReply.Failed("the tracker's answer is no scrape");
    }
    Map<InfoHash, ScrapeReply.Counts> counts = new HashMap<>();
    for (InfoHash torrent : torrents) {
      if (files.get().get(BString.of(torrent.toBytes())).orElse(null)
          instanceof BDictionary entry) {
        counts.put(torrent, counts(entry));
      }
    }
    return new ScrapeReply.Accepted(counts);
  }

  private static ScrapeReply.Counts counts(BDictionary entry) {
    return new ScrapeReply.Counts(
        count(entry, "complete"), count(entry, "downloaded"), count(entry, "incomplete"));
  }

  private static int count(BDictionary dictionary, String key) {
    long count = dictionary.integer(key).orElse(AnnounceReply.UNKNOWN);
    return (int) Math.max(AnnounceReply.UNKNOWN, Math.min(count, Integer.MAX_VALUE));
  }
}
