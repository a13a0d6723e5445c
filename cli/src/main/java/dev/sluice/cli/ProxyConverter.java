package dev.sluice.cli;

import dev.sluice.model.Proxy;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the URL of a proxy. */
final class ProxyConverter implements ITypeConverter<Proxy> {
  /** Made by picocli. */
  ProxyConverter() {}

  @Override
  public Proxy convert(String value) {
    try {
      return Proxy.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("--proxy: " + e.getMessage());
    }
  }
}
