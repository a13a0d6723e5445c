package dev.sluice.cli;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads an IP address, or the name of a network interface, whose address it returns; no host name
 * is looked up. An interface that is not there is an error and not "any": who names the interface
 * of a tunnel does not want to go out without it.
 */
final class BindConverter implements ITypeConverter<InetAddress> {
  /** IPv4 first: it reaches most peers. */
  private static final Comparator<InetAddress> BEST_FIRST =
      Comparator.comparing(address -> address instanceof Inet4Address ? 0 : 1);

  /** Made by picocli. */
  BindConverter() {}

  @Override
  public InetAddress convert(String value) {
    try {
      return InetAddress.ofLiteral(value);
    } catch (IllegalArgumentException _) {
      return addressOf(value);
    }
  }

  private static InetAddress addressOf(String name) {
    NetworkInterface named =
        find(name)
            .orElseThrow(() ->
                new TypeConversionException(
                    "--bind: '" + name + "' is no IP address and no network interface here"));
    return named
        .inetAddresses()
        .filter(address -> !address.isLinkLocalAddress())
        .min(BEST_FIRST)
        .orElseThrow(() ->
            new TypeConversionException(
                "--bind: the network interface '" + name + "' has no address; is it up?"));
  }

  private static Optional<NetworkInterface> find(String name) {
    try {
      return Optional.ofNullable(NetworkInterface.getByName(name));
    } catch (SocketException _) {
      return Optional.empty();
    }
  }
}
