package dev.sluice.transport.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/** A UPnP Internet Gateway Device, found when it is first needed. */
final class UpnpGateway implements Gateway {
  /** The device knows mappings without an end only. */
  private static final int ONLY_PERMANENT = 725;

  private final UpnpSearch search;
  private Optional<UpnpService> service = Optional.empty();

  UpnpGateway(UpnpSearch search) {
    this.search = search;
  }

  @Override
  public String protocol() {
    return "UPnP";
  }

  @Override
  public Grant map(Wish wish) throws IOException, InterruptedException {
    if (service.isEmpty()) {
      service = Optional.of(search.find());
    }
    UpnpService found = service.get();
    try {
      add(found, wish, Wish.LIFETIME_SECONDS);
    } catch (UpnpService.ErrorCode e) {
      if (e.code != ONLY_PERMANENT) {
        throw e;
      }
      add(found, wish, 0);
    } catch (IOException e) {
      service = Optional.empty(); // it may be another device by now
      throw e;
    }
    return new Grant(wish, wish.port(), externalAddress(found), Wish.LIFETIME_SECONDS);
  }

  private static void add(UpnpService service, Wish wish, int seconds) throws IOException {
    String unused =
        service.call(
            "AddPortMapping",
            "NewRemoteHost",
            "",
            "NewExternalPort",
            Integer.toString(wish.port()),
            "NewProtocol",
            wish.transport().name(),
            "NewInternalPort",
            Integer.toString(wish.port()),
            "NewInternalClient",
            service.localAddress().getHostAddress(),
            "NewEnabled",
            "1",
            "NewPortMappingDescription",
            "Sluice",
            "NewLeaseDuration",
            Integer.toString(seconds));
  }

  private static Optional<InetAddress> externalAddress(UpnpService service) {
    try {
      return service.externalAddress();
    } catch (IOException e) {
      return Optional.empty(); // the mapping works without
    }
  }

  @Override
  public void unmap(Grant grant) throws IOException {
    if (service.isPresent()) {
      String unused =
          service
              .get()
              .call(
                  "DeletePortMapping",
                  "NewRemoteHost",
                  "",
                  "NewExternalPort",
                  Integer.toString(grant.externalPort()),
                  "NewProtocol",
                  grant.wish().transport().name());
    }
  }
}
