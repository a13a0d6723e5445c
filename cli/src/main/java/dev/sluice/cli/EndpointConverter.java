package dev.sluice.cli;

import dev.sluice.metainfo.Endpoint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT}; the host is looked up later. */
final class EndpointConverter implements ITypeConverter<Endpoint> {
  /** Made by picocli. */
  EndpointConverter() {}

  @Override
  public Endpoint convert(String value) {
    return Endpoint.parse(value)
        .orElseThrow(() ->
            new TypeConversionException(
                "'" + value + "' is no address; write HOST:PORT or [IPv6]:PORT"));
  }
}
