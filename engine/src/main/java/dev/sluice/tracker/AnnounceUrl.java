package dev.sluice.tracker;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes what we tell an HTTP tracker into the query of its URL. */
@Bep({3, 7, 23, 48})
final class AnnounceUrl {
  private static final String ANNOUNCE = "announce";
  private static final String HEX = "0123456789ABCDEF";

  private AnnounceUrl() {}

  /**
   * Returns the URL of an announce. The tracker's own query stays in front; our address is not in
   * it: the tracker sees where we come from.
   *
   * @param trackerId what the tracker gave us to be returned, escaped; empty if nothing
   */
  static URI announce(URI tracker, AnnounceRequest request, String trackerId) {
    StringBuilder query = new StringBuilder();
    query.append("info_hash=").append(escaped(request.infoHash().toBytes()));
    query.append("&peer_id=").append(escaped(request.peerId().toBytes()));
    query.append("&port=").append(request.port());
    query.append("&uploaded=").append(request.uploadedBytes());
    query.append("&downloaded=").append(request.downloadedBytes());
    query.append("&left=").append(request.leftBytes());
    query.append("&compact=1&no_peer_id=1");
    query.append("&key=").append(String.format(Locale.ROOT, "%08X", request.key()));
    if (request.peersWanted() >= 0) {
      query.append("&numwant=").append(request.peersWanted());
    }
    if (request.event() != AnnounceEvent.NONE) {
      query.append("&event=").append(request.event().word());
    }
    if (!trackerId.isEmpty()) {
      query.append("&trackerid=").append(trackerId);
    }
    return withQuery(tracker, path(tracker), query.toString());
  }

  /**
   * Returns the URL of a scrape; empty if the tracker's URL does not follow the convention that BEP
   * 48 relies on: the last part of its path begins with {@code announce}.
   */
  static Optional<URI> scrape(URI tracker, List<InfoHash> torrents) {
    String path = path(tracker);
    int name = path.lastIndexOf('/') + 1;
    if (!path.startsWith(ANNOUNCE, name)) {
      return Optional.empty();
    }
    StringBuilder query = new StringBuilder();
    for (InfoHash torrent : torrents) {
      query.append(query.length() == 0 ? "" : "&");
      query.append("info_hash=").append(escaped(torrent.toBytes()));
    }
    String scrape = path.substring(0, name) + "scrape" + path.substring(name + ANNOUNCE.length());
    return Optional.of(withQuery(tracker, scrape, query.toString()));
  }

  private static String path(URI tracker) {
    return tracker.getRawPath() == null ? "" : tracker.getRawPath();
  }

  private static URI withQuery(URI tracker, String path, String query) {
    String own = tracker.getRawQuery();
    String whole = own == null || own.isEmpty() ? query : own + "&" + query;
    return URI.create(tracker.getScheme() + "://" + tracker.getRawAuthority() + path + "?" + whole);
  }

  /** Returns the bytes with all but letters, digits and {@code - . _ ~} as {@code %XX}. */
  static String escaped(byte[] bytes) {
    StringBuilder escaped = new StringBuilder(3 * bytes.length);
    for (byte b : bytes) {
      if (isUnreserved(b)) {
        escaped.append((char) b);
      } else {
        escaped.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
      }
    }
    return escaped.toString();
  }

  private static boolean isUnreserved(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || "-._~".indexOf(b) >= 0;
  }
}
