package dev.sluice.tracker;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a UDP tracker sends. All begin alike:
 *
 * <pre>
 * 0   4  action of the question, or 3: error
 * 4   4  transaction id of the question
 * 8      connect: 8 connection id
 *        announce: 4 interval in s, 4 leechers, 4 seeders, then 6 or 18 for each peer
 *        scrape: for each torrent 4 seeders, 4 completed, 4 leechers
 *        error: text
 * </pre>
 *
 * @param isError whether the tracker says no
 * @param body what follows the first 8 bytes
 */
@Bep({7, 15})
record UdpAnswer(boolean isError, ByteBuffer body) {
  private static final int ACTION_ERROR = 3;
  private static final int HEAD_BYTES = 8;
  private static final int ANNOUNCE_BYTES = 12;
  private static final int SCRAPE_BYTES = 12;

  /**
   * Returns the answer in {@code datagram} if it answers {@code question}. What has another action
   * or transaction id may be late or forged, and is empty.
   *
   * @throws IOException if it answers the question, but is too short: trackers do that to get rid
   *     of us, and waiting for more would be in vain
   */
  static Optional<UdpAnswer> parse(ByteBuffer datagram, UdpQuestion question, int transactionId)
      throws IOException {
    if (datagram.remaining() < HEAD_BYTES) {
      return Optional.empty();
    }
    int action = datagram.getInt();
    boolean isError = action == ACTION_ERROR;
    if (datagram.getInt() != transactionId || !isError && action != question.action()) {
      return Optional.empty();
    }
    if (!isError && datagram.remaining() < leastBytes(question)) {
      throw new IOException("the tracker's answer is cut short");
    }
    return Optional.of(new UdpAnswer(isError, datagram.slice()));
  }

  private static int leastBytes(UdpQuestion question) {
    return switch (question) {
      case UdpQuestion.Connect connect -> Long.BYTES;
      case UdpQuestion.Announce announce -> ANNOUNCE_BYTES;
      case UdpQuestion.Scrape scrape -> SCRAPE_BYTES * scrape.torrents().size();
    };
  }

  /** Returns the text of an error. */
  String error() {
    byte[] text = new byte[body.remaining()];
    body.duplicate().get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Returns the connection id of an answer to Connect. */
  long connectionId() {
    return body.getLong(0);
  }

  /**
   * Returns the answer to an announce.
   *
   * @param peerBytes 6 if it came over IPv4, 18 over IPv6: nothing in the datagram tells
   */
  AnnounceReply announceReply(int peerBytes) {
    ByteBuffer rest = body.duplicate();
    long intervalNanos = TimeUnit.SECONDS.toNanos(rest.getInt());
    int leechers = rest.getInt();
    int seeders = rest.getInt();
    byte[] compact = new byte[rest.remaining()];
    rest.get(compact);
    List<PeerAddress> peers = PeerAddress.listFromCompact(compact, peerBytes);
    return new AnnounceReply.Accepted(
        intervalNanos, 0, seeders, leechers, peers, "", Optional.empty());
  }

  /** Returns the answer to a scrape of {@code torrents}; it has their order. */
  ScrapeReply scrapeReply(List<InfoHash> torrents) {
    Map<InfoHash, ScrapeReply.Counts> counts = new HashMap<>();
    ByteBuffer rest = body.duplicate();
    for (InfoHash torrent : torrents) {
      counts.put(torrent, new ScrapeReply.Counts(rest.getInt(), rest.getInt(), rest.getInt()));
    }
    return new ScrapeReply.Accepted(counts);
  }
}
