package dev.sluice.wire.extension;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BDictionaryBuilder;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.BencodeLimits;
import dev.sluice.model.Bep;
import dev.sluice.model.PeerAddress;
import dev.sluice.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The peers that the sender has connected to, and lost, since its last such message.
 *
 * <pre>
 * added, added6      compact addresses, 6 or 18 bytes each
 * added.f, added6.f  one byte of flags for each of them, optional
 * dropped, dropped6  compact addresses
 * </pre>
 *
 * @param added IPv4 before IPv6, each in the order of the message; at most {@link #MAX_PEERS}
 * @param dropped as {@code added}
 */
@Bep(11)
public record UtPex(List<PexPeer> added, List<PeerAddress> dropped) {
  /** How many of each a message may carry that is not the first of a connection. */
  public static final int USUAL_MAX_PEERS = 50;

  /**
   * How many of each are read; the rest is ignored. The BEP sets no limit for the first message;
   * this is twice the usual one, so that a liar cannot fill our list of candidates.
   */
  public static final int MAX_PEERS = 2 * USUAL_MAX_PEERS;

  /** Room for a first message with a thousand addresses of either kind. */
  private static final BencodeLimits LIMITS = new BencodeLimits(8, 100, 64 << 10);

  public UtPex {
    added = List.copyOf(added);
    dropped = List.copyOf(dropped);
  }

  /**
   * Returns the message that the payload holds. Fields of the wrong kind count as absent; entries
   * with port 0 are left out.
   *
   * @throws WireException if there is no dictionary, or the payload exceeds 64 KiB
   */
  public static UtPex parse(byte[] payload) throws WireException {
    BDictionary dictionary = Bencoded.read("a ut_pex message", ByteBuffer.wrap(payload), LIMITS);
    List<PexPeer> added = new ArrayList<>();
    readPeers(dictionary, "added", PeerAddress.COMPACT_IPV4_BYTES, added);
    readPeers(dictionary, "added6", PeerAddress.COMPACT_IPV6_BYTES, added);
    List<PexPeer> dropped = new ArrayList<>();
    readPeers(dictionary, "dropped", PeerAddress.COMPACT_IPV4_BYTES, dropped);
    readPeers(dictionary, "dropped6", PeerAddress.COMPACT_IPV6_BYTES, dropped);
    return new UtPex(added, dropped.stream().map(PexPeer::address).collect(Collectors.toList()));
  }

  private static void readPeers(
      BDictionary dictionary, String key, int entryBytes, List<PexPeer> peers) {
    ByteBuffer compact = bytes(dictionary, key);
    ByteBuffer flags = bytes(dictionary, key + ".f");
    byte[] entry = new byte[entryBytes];
    while (compact.remaining() >= entryBytes && peers.size() < MAX_PEERS) {
      compact.get(entry);
      int entryFlags = flags.hasRemaining() ? Byte.toUnsignedInt(flags.get()) : 0;
      for (PeerAddress address : PeerAddress.listFromCompact(entry, entryBytes)) {
        peers.add(new PexPeer(address, entryFlags));
      }
    }
  }

  private static ByteBuffer bytes(BDictionary dictionary, String key) {
    return dictionary.string(key).map(BString::bytes).orElseGet(() -> ByteBuffer.allocate(0));
  }

  /** Returns the payload in a new array, with all fields that are not empty. */
  public byte[] encode() {
    BDictionaryBuilder entries = BDictionary.builder();
    putAdded(entries, "added", PeerAddress.COMPACT_IPV4_BYTES);
    putAdded(entries, "added6", PeerAddress.COMPACT_IPV6_BYTES);
    putDropped(entries, "dropped", PeerAddress.COMPACT_IPV4_BYTES);
    putDropped(entries, "dropped6", PeerAddress.COMPACT_IPV6_BYTES);
    return entries.build().encode();
  }

  private void putAdded(BDictionaryBuilder entries, String key, int entryBytes) {
    ByteArrayOutputStream addresses = new ByteArrayOutputStream();
    ByteArrayOutputStream flags = new ByteArrayOutputStream();
    for (PexPeer peer : added) {
      byte[] compact = peer.address().toCompact();
      if (compact.length == entryBytes) {
        addresses.write(compact, 0, compact.length);
        flags.write(peer.flags());
      }
    }
    putUnlessEmpty(entries, key, addresses);
    putUnlessEmpty(entries, key + ".f", flags);
  }

  private void putDropped(BDictionaryBuilder entries, String key, int entryBytes) {
    ByteArrayOutputStream addresses = new ByteArrayOutputStream();
    for (PeerAddress address : dropped) {
      byte[] compact = address.toCompact();
      if (compact.length == entryBytes) {
        addresses.write(compact, 0, compact.length);
      }
    }
    putUnlessEmpty(entries, key, addresses);
  }

  private static void putUnlessEmpty(
      BDictionaryBuilder entries, String key, ByteArrayOutputStream value) {
    if (value.size() > 0) {
      entries.put(key, value.toByteArray());
    }
  }
}
