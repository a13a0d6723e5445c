package dev.sluice.transport.lan;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of the interfaces that are up. The loopback leads to nobody, and an address that a
 * machine gives itself (link-local) to nobody far: neither counts, unless everything is bound to
 * it.
 */
public final class SystemAddresses implements LocalAddresses {
  private final Optional<InetAddress> bind;

  /** Looks for every address; with {@code bind} for that one alone. */
  public SystemAddresses(Optional<InetAddress> bind) {
    this.bind = bind.filter(address -> !address.isAnyLocalAddress());
  }

  @Override
  public Set<InetAddress> find() throws IOException {
    Set<InetAddress> found = new HashSet<>();
    Enumeration<NetworkInterface> interfaces = NetworkInterface.getNetworkInterfaces();
    if (interfaces == null) {
      throw new IOException("the system names no interfaces");
    }
    for (NetworkInterface each : Collections.list(interfaces)) {
      if (each.isUp()) {
        Collections.list(each.getInetAddresses()).stream().filter(this::counts).forEach(found::add);
      }
    }
    return found;
  }

  private boolean counts(InetAddress address) {
    return bind.map(address::equals)
        .orElse(!address.isLoopbackAddress() && !address.isLinkLocalAddress());
  }
}
