package dev.sluice.cli;

import java.net.InetAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an IP address; no name is looked up. */
final class AddressConverter implements ITypeConverter<InetAddress> {
  /** Made by picocli. */
  AddressConverter() {}

  @Override
  public InetAddress convert(String value) {
    try {
      return InetAddress.ofLiteral(value);
    } catch (IllegalArgumentException _) {
      throw new TypeConversionException("'" + value + "' is no IP address");
    }
  }
}
