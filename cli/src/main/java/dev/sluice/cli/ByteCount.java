package dev.sluice.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A RATE or SIZE as people write it: plain bytes, {@code 500K}, {@code 1.5M}, {@code 2G} (powers of
 * 1000), {@code 1KiB}, {@code 1MiB}, {@code 1GiB} (powers of 1024). Case does not matter, {@code B}
 * and {@code /s} may follow.
 *
 * @param bytes 0 or more
 */
record ByteCount(long bytes) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?) ?([kmgt]?)(i?)b?(?:/s)?");

  /**
   * Returns what {@code text} means.
   *
   * @throws TypeConversionException if it is no amount
   */
  static ByteCount parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches() || (matcher.group(2).isEmpty() && !matcher.group(3).isEmpty())) {
      throw wrong(text);
    }
    long base = matcher.group(3).isEmpty() ? 1000 : 1024;
    int power = matcher.group(2).isEmpty() ? 0 : "kmgt".indexOf(matcher.group(2)) + 1;
    BigDecimal factor = BigDecimal.valueOf(base).pow(power);
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(factor);
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw wrong(text);
    }
    return new ByteCount(bytes.longValue());
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException(
        "'" + text + "' is no amount of bytes; write 500K, 2M, 1MiB or plain bytes");
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<ByteCount> {
    @Override
    public ByteCount convert(String value) {
      return parse(value);
    }
  }
}
