package dev.sluice.session;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of a list of addresses.
 *
 * @param first of the same family as {@code last}, and not after it
 * @param last inclusive
 */
record IpFilterLine(InetAddress first, InetAddress last) {
  private static final String IPV4 = "(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})";
  private static final String IPV6 = "([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)";
  private static final String ANY = "([0-9A-Fa-f:.]+)";

  private static final Pattern DAT =
      Pattern.compile(IPV4 + "\\s*-\\s*" + IPV4 + "\\s*,\\s*(\\d{1,4})\\s*(?:,.*)?");
  private static final Pattern P2P = Pattern.compile(".*?:\\s*" + IPV4 + "\\s*-\\s*" + IPV4);
  private static final Pattern RANGE = Pattern.compile(ANY + "\\s*-\\s*" + ANY);
  private static final Pattern CIDR = Pattern.compile(ANY + "/(\\d{1,3})");
  private static final Pattern ONE = Pattern.compile(IPV4 + "|" + IPV6);

  /** A level of this or more lets the range pass, as eMule has it. */
  private static final int FIRST_ALLOWED_LEVEL = 128;

  /** Returns whether the line is a DAT line that blocks nothing. */
  static boolean isAllowed(String line) {
    Matcher dat = DAT.matcher(line);
    return dat.matches() && Integer.parseInt(dat.group(3)) >= FIRST_ALLOWED_LEVEL;
  }

  /** Returns the range that a line names; empty if it names none. */
  static Optional<IpFilterLine> parse(String line) {
    Matcher dat = DAT.matcher(line);
    if (dat.matches()) {
      return range(dat.group(1), dat.group(2));
    }
    Matcher p2p = P2P.matcher(line); // first: a name may look like an address
    if (p2p.matches()) {
      return range(p2p.group(1), p2p.group(2));
    }
    Matcher range = RANGE.matcher(line);
    if (range.matches()) {
      return range(range.group(1), range.group(2));
    }
    Matcher cidr = CIDR.matcher(line);
    if (cidr.matches()) {
      return network(cidr.group(1), Integer.parseInt(cidr.group(2)));
    }
    return ONE.matcher(line).matches() ? range(line, line) : Optional.empty();
  }

  private static Optional<IpFilterLine> range(String first, String last) {
    return address(first).flatMap(from -> address(last).flatMap(to -> of(from, to)));
  }

  private static Optional<IpFilterLine> of(InetAddress first, InetAddress last) {
    boolean isRange =
        first.getClass() == last.getClass() && number(first).compareTo(number(last)) <= 0;
    return isRange ? Optional.of(new IpFilterLine(first, last)) : Optional.empty();
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  private static Optional<IpFilterLine> network(String text, int bits) {
    Optional<InetAddress> address = address(text);
    if (address.isEmpty() || bits > 8 * address.get().getAddress().length) {
      return Optional.empty();
    }
    byte[] first = address.get().getAddress();
    byte[] last = first.clone();
    for (int bit = bits; bit < 8 * first.length; bit++) {
      int mask = 0x80 >> (bit % 8);
      first[bit / 8] &= (byte) ~mask;
      last[bit / 8] |= (byte) mask;
    }
    return of(ofBytes(first), ofBytes(last));
  }

  /** Numbers with leading zeros are decimal here, and nothing is ever looked up. */
  private static Optional<InetAddress> address(String text) {
    return text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
  }

  private static Optional<InetAddress> ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < bytes.length; i++) {
      int value = parts[i].matches("\\d{1,3}") ? Integer.parseInt(parts[i]) : 256;
      if (value > 255) {
        return Optional.empty();
      }
      bytes[i] = (byte) value;
    }
    return Optional.of(ofBytes(bytes));
  }

  /** With a colon in it a text is an address or nothing to the system: it looks no name up. */
  private static Optional<InetAddress> ipv6(String text) {
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static InetAddress ofBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes", e);
    }
  }
}
