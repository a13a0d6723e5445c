package dev.sluice.lsd;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One datagram of local service discovery: I take part in these torrents, and listen at this port.
 *
 * <pre>
 * BT-SEARCH * HTTP/1.1
 * Host: 239.192.152.143:6771
 * Port: 6881
 * Infohash: 0123456789abcdef0123456789abcdef01234567   as often as there are torrents
 * cookie: 2f3a...                                      optional, known to its sender
 *
 *
 * </pre>
 *
 * @param port where the sender takes calls, from 1 to 65535
 * @param infoHashes the torrents, 1 to {@link #MAX_TORRENTS}, each once
 * @param cookie what the sender knows itself by; empty if it says nothing
 */
@Bep(14)
record LsdAnnounce(int port, List<InfoHash> infoHashes, String cookie) {
  /** BEP 14: "the packet length should not exceed 1400 bytes". */
  static final int MAX_BYTES = 1400;

  /** Torrents of one announce: what surely fits into {@link #MAX_BYTES}. */
  static final int MAX_TORRENTS = 23;

  /** A cookie is compared, nothing else; ours has 16 characters. */
  private static final int MAX_COOKIE_LENGTH = 64;

  private static final String FIRST_LINE = "BT-SEARCH * HTTP/1.1";
  private static final String LINE_END = "\r\n";
  private static final int HEX_LENGTH = 2 * InfoHash.BYTES;

  LsdAnnounce {
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("no such port: " + port);
    }
    infoHashes = List.copyOf(infoHashes);
    if (infoHashes.isEmpty() || infoHashes.size() > MAX_TORRENTS) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "an announce of %d torrents", infoHashes.size()));
    }
  }

  /** Returns the datagram's payload in a new array of at most {@link #MAX_BYTES}. */
  byte[] encode(LsdGroup group) {
    StringBuilder text = new StringBuilder(MAX_BYTES);
    text.append(FIRST_LINE).append(LINE_END);
    text.append("Host: ").append(group.host()).append(LINE_END);
    text.append("Port: ").append(port).append(LINE_END);
    for (InfoHash infoHash : infoHashes) {
      text.append("Infohash: ").append(infoHash.toHex()).append(LINE_END);
    }
    if (!cookie.isEmpty()) {
      text.append("cookie: ").append(cookie).append(LINE_END);
    }
    text.append(LINE_END).append(LINE_END);
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Returns the announce that a datagram holds; empty if it is too long, something else, names no
   * port or no torrent. Torrents beyond {@link #MAX_TORRENTS} and headers that we do not know are
   * ignored.
   */
  static Optional<LsdAnnounce> parse(byte[] payload) {
    if (payload.length > MAX_BYTES) {
      return Optional.empty();
    }
    String[] lines = new String(payload, StandardCharsets.ISO_8859_1).split("\r?\n", -1);
    if (!lines[0].strip().equals(FIRST_LINE)) {
      return Optional.empty();
    }
    OptionalInt port = OptionalInt.empty();
    List<InfoHash> infoHashes = new ArrayList<>();
    String cookie = "";
    for (int i = 1; i < lines.length && !lines[i].isBlank(); i++) {
      int colon = lines[i].indexOf(':');
      String name = colon < 0 ? "" : lines[i].substring(0, colon).strip();
      String value = lines[i].substring(colon + 1).strip();
      switch (name.toLowerCase(Locale.ROOT)) {
        case "port" -> port = portOf(value);
        case "infohash" -> addTo(infoHashes, value);
        case "cookie" -> cookie = value;
        default -> {} // BEP 14: "additional headers ... should be ignored"
      }
    }
    return port.isPresent() && !infoHashes.isEmpty() && cookie.length() <= MAX_COOKIE_LENGTH
        ? Optional.of(new LsdAnnounce(port.getAsInt(), infoHashes, cookie))
        : Optional.empty();
  }

  private static OptionalInt portOf(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(text);
    return port >= 1 && port <= 0xffff ? OptionalInt.of(port) : OptionalInt.empty();
  }

  private static void addTo(List<InfoHash> infoHashes, String hex) {
    if (infoHashes.size() < MAX_TORRENTS
        && hex.length() == HEX_LENGTH
        && hex.matches("[0-9a-fA-F]+")
        && !infoHashes.contains(InfoHash.parseHex(hex))) {
      infoHashes.add(InfoHash.parseHex(hex));
    }
  }
}
