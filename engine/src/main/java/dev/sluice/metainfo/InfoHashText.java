package dev.sluice.metainfo;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import java.util.Locale;
import java.util.regex.Pattern;

/** The two ways in which people write an info-hash: 40 hexadecimal or 32 base32 digits. */
@Bep(9)
final class InfoHashText {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{40}");
  private static final Pattern HEX_V2 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern BASE32 = Pattern.compile("[a-zA-Z2-7]{32}");
  private static final String BASE32_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private InfoHashText() {}

  static InfoHash parse(String text) throws MetainfoException {
    if (HEX.matcher(text).matches()) {
      return InfoHash.parseHex(text);
    }
    if (BASE32.matcher(text).matches()) {
      return InfoHash.of(fromBase32(text.toUpperCase(Locale.ROOT)));
    }
    if (HEX_V2.matcher(text).matches()) {
      throw new MetainfoException(
          "This is the info-hash of a torrent in format v2, and v2-only torrents are not supported"
              + " yet.");
    }
    throw new MetainfoException(
        "This is no info-hash of 40 hexadecimal or 32 base32 digits: '" + shown(text) + "'.");
  }

  /** Returns the text cut and without anything that a terminal might obey. */
  private static String shown(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return plain.length() > 80 ? plain.substring(0, 80) + "..." : plain;
  }

  private static byte[] fromBase32(String digits) {
    byte[] bytes = new byte[InfoHash.BYTES];
    long bits = 0;
    int bitCount = 0;
    int written = 0;
    for (int i = 0; i < digits.length(); i++) {
      bits = (bits << 5 | BASE32_DIGITS.indexOf(digits.charAt(i))) & 0xfff;
      bitCount += 5;
      if (bitCount >= 8) {
        bitCount -= 8;
        bytes[written++] = (byte) (bits >> bitCount);
      }
    }
    return bytes;
  }
}
