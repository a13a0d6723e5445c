package dev.sluice.cli;

import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How many peers are uploaded to at a time, as people write it: a number, or {@code auto}.
 *
 * @param count at least 1; empty lets the engine choose
 */
record UploadSlots(OptionalInt count) {
  /** As many as make it faster. */
  static final UploadSlots AUTO = new UploadSlots(OptionalInt.empty());

  /**
   * Returns what {@code text} means.
   *
   * @throws TypeConversionException if it is neither a number from 1 to 1000 nor {@code auto}
   */
  static UploadSlots parse(String text) {
    if (text.equalsIgnoreCase("auto")) {
      return AUTO;
    }
    if (!text.matches("[1-9][0-9]{0,2}|1000")) {
      throw new TypeConversionException("'" + text + "' is neither 'auto' nor a number, 1 to 1000");
    }
    return new UploadSlots(OptionalInt.of(Integer.parseInt(text)));
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<UploadSlots> {
    @Override
    public UploadSlots convert(String value) {
      return parse(value);
    }
  }
}
