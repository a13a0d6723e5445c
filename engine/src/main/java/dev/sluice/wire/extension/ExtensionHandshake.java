package dev.sluice.wire.extension;

import dev.sluice.bencode.BDictionary;
import dev.sluice.bencode.BDictionaryBuilder;
import dev.sluice.bencode.BString;
import dev.sluice.bencode.BencodeLimits;
import dev.sluice.model.Bep;
import dev.sluice.wire.WireException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a peer tells about itself in extended message 0, all of it optional.
 *
 * <pre>
 * m              dictionary: extension name to extended id, 0 turns off   (BEP 10)
 * v              client and version, UTF-8                                (BEP 10)
 * p              TCP port that the sender listens on                      (BEP 10)
 * reqq           requests that the sender keeps without dropping any      (BEP 10)
 * yourip         the receiver's address as the sender sees it, 4 or 16    (BEP 10)
 * ipv4, ipv6     further addresses of the sender, 4 and 16 bytes          (BEP 10)
 * metadata_size  bytes of the info dictionary                             (BEP 9)
 * upload_only    1: wants to download nothing                             (BEP 21)
 * e              1: prefers encrypted connections               (copied practice)
 * </pre>
 *
 * <p>It is the dictionary with questions: an entry of the wrong kind or out of range counts as
 * absent, as other clients treat it, and entries that we do not know do no harm.
 *
 * @param dictionary the payload
 */
@Bep({9, 10, 21})
public record ExtensionHandshake(BDictionary dictionary) {
  /** Real ones have a few hundred bytes; one as long as this is an attack. */
  static final BencodeLimits LIMITS = new BencodeLimits(16, 2_000, 64 << 10);

  private static final int MAX_CLIENT_CODE_POINTS = 64;
  private static final int MAX_EXTENDED_ID = 255;

  /**
   * Returns what the payload of extended message 0 says; bytes behind the dictionary are ignored.
   *
   * @throws WireException if it does not begin with a dictionary, or exceeds 64 KiB
   */
  public static ExtensionHandshake parse(byte[] payload) throws WireException {
    return new ExtensionHandshake(
        Bencoded.read("an extension handshake", ByteBuffer.wrap(payload), LIMITS));
  }

  /** Returns a builder of a handshake that says nothing yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the payload in a new array. */
  public byte[] encode() {
    return dictionary.encode();
  }

  /**
   * Returns the extended id of the extension, 0 if the peer turns it off, empty if it is not named.
   */
  public OptionalInt idOf(Extension extension) {
    return dictionary
        .dictionary("m")
        .map(ids -> inRange(ids, extension.wireName(), 0, MAX_EXTENDED_ID))
        .orElse(OptionalInt.empty());
  }

  /**
   * Returns the name and version of the client, at most 64 characters; not safe to print as it is.
   */
  public Optional<String> client() {
    return dictionary.text("v").map(ExtensionHandshake::shortened);
  }

  private static String shortened(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= MAX_CLIENT_CODE_POINTS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_CLIENT_CODE_POINTS));
  }

  /** Returns the port that the peer listens on, from 1 to 65535. */
  public OptionalInt listenPort() {
    return inRange(dictionary, "p", 1, 0xffff);
  }

  /** Returns how many requests the peer keeps without dropping any, at least 1. */
  public OptionalInt requestQueueCount() {
    return inRange(dictionary, "reqq", 1, Integer.MAX_VALUE);
  }

  /** Returns our address as the peer sees it. */
  public Optional<InetAddress> yourIp() {
    return address("yourip", 4).or(() -> address("yourip", 16));
  }

  /** Returns an IPv4 address of the peer. */
  public Optional<InetAddress> ipv4() {
    return address("ipv4", 4);
  }

  /** Returns an IPv6 address of the peer. */
  public Optional<InetAddress> ipv6() {
    return address("ipv6", 16);
  }

  /** Returns the length of the info dictionary, from 1 to {@link UtMetadata#MAX_TOTAL_BYTES}. */
  public OptionalInt metadataBytes() {
    return inRange(dictionary, "metadata_size", 1, UtMetadata.MAX_TOTAL_BYTES);
  }

  /** Returns whether the peer wants to download nothing. */
  public boolean isUploadOnly() {
    return isSet("upload_only");
  }

  /** Returns whether the peer prefers encrypted connections. */
  public boolean prefersEncryption() {
    return isSet("e");
  }

  private boolean isSet(String key) {
    return dictionary.integer(key).orElse(0) != 0;
  }

  private static OptionalInt inRange(BDictionary dictionary, String key, int least, int most) {
    long value = dictionary.integer(key).orElse(-1);
    return value >= least && value <= most ? OptionalInt.of((int) value) : OptionalInt.empty();
  }

  private Optional<InetAddress> address(String key, int lengthBytes) {
    return dictionary
        .string(key)
        .filter(string -> string.length() == lengthBytes)
        .map(BString::toBytes)
        .map(ExtensionHandshake::address);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "an address of %d bytes", bytes.length), e);
    }
  }

  /** Gathers what a handshake says. Owned by the thread that made it; each entry at most once. */
  public static final class Builder {
    private final BDictionaryBuilder entries = BDictionary.builder();
    private final BDictionaryBuilder ids = BDictionary.builder();

    private Builder() {}

    /** Says that we take messages of the extension, under our number for it. */
    public Builder supports(Extension extension) {
      ids.put(extension.wireName(), extension.localId());
      return this;
    }

    /** Says that we take messages of the extension no more. */
    public Builder disables(Extension extension) {
      ids.put(extension.wireName(), 0);
      return this;
    }

    /** Names the client and its version. */
    public Builder client(String nameAndVersion) {
      entries.put("v", nameAndVersion);
      return this;
    }

    /** Names the port that we listen on, from 1 to 65535. */
    public Builder listenPort(int port) {
      entries.put("p", port);
      return this;
    }

    /** Says how many requests we keep without dropping any, at least 1. */
    public Builder requestQueueCount(int count) {
      entries.put("reqq", count);
      return this;
    }

    /** Tells the receiver its address as we see it. */
    public Builder yourIp(InetAddress address) {
      entries.put("yourip", address.getAddress());
      return this;
    }

    /** Names a further address of ours, as {@code ipv4} or {@code ipv6}. */
    public Builder ownIp(InetAddress address) {
      entries.put(address instanceof Inet4Address ? "ipv4" : "ipv6", address.getAddress());
      return this;
    }

    /** Says how long the info dictionary is. */
    public Builder metadataBytes(int length) {
      entries.put("metadata_size", length);
      return this;
    }

    /** Says that we want to download nothing. */
    public Builder uploadOnly() {
      entries.put("upload_only", 1);
      return this;
    }

    /** Says that we prefer encrypted connections. */
    public Builder prefersEncryption() {
      entries.put("e", 1);
      return this;
    }

    /** Returns the handshake; {@code m} is in it even if empty. */
    public ExtensionHandshake build() {
      return new ExtensionHandshake(entries.put("m", ids.build()).build());
    }
  }
}
