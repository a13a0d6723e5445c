package dev.sluice.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a server of ours listens: {@code HOST:PORT}, port 0 for one that the system chooses. */
final class HttpAddress implements ITypeConverter<InetSocketAddress> {
  /** Made by picocli. */
  HttpAddress() {}

  @Override
  public InetSocketAddress convert(String value) {
    int colon = value.lastIndexOf(':');
    String port = value.substring(colon + 1);
    if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 0xffff) {
      throw new TypeConversionException(
          "'" + value + "' is no address; write HOST:PORT, as in 127.0.0.1:8088");
    }
    try {
      return new InetSocketAddress(
          InetAddress.getByName(value.substring(0, colon)), Integer.parseInt(port));
    } catch (UnknownHostException _) {
      throw new TypeConversionException("'" + value + "': no such host; check the name");
    }
  }
}
