package dev.sluice.transport.portmap;

import dev.sluice.transport.http.AddressScope;
import dev.sluice.transport.http.HttpClient;
import dev.sluice.transport.http.HttpPolicy;
import dev.sluice.transport.http.HttpResponse;
import dev.sluice.transport.http.IpLiteral;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for a gateway device by SSDP: one question to everybody on the local network, and a look at
 * the description that each answer points to. A device may only point to itself, and is on the
 * local network.
 */
final class UpnpSearch {
  /** Where devices listen. */
  static final InetSocketAddress EVERYBODY = new InetSocketAddress("239.255.255.250", 1900);

  private static final String[] TARGETS = {
    "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
    "urn:schemas-upnp-org:device:InternetGatewayDevice:2"
  };

  /** Devices may wait for up to the MX of the question before they answer. */
  private static final int WAIT_MILLIS = 2_000;

  /** Devices looked at; a home has one or two gateways. */
  private static final int MAX_DEVICES = 4;

  /** Answers read; others on the network may answer to anything. */
  private static final int MAX_ANSWERS = 32;

  private static final Pattern LOCATION = Pattern.compile("(?im)^location:\\s*(http://\\S{1,500})");
  private static final Pattern SERVICE = Pattern.compile("(?s)<service>(.{0,4000}?)</service>");
  private static final Pattern TYPE =
      Pattern.compile(
          "<serviceType>\\s*(urn:schemas-upnp-org:service:WAN(?:IP|PPP)Connection:[12])\\s*<");
  private static final Pattern CONTROL = Pattern.compile("<controlURL>\\s*([^<\\s]{1,500})\\s*<");

  private final InetSocketAddress devices;
  private final Optional<InetAddress> bind;
  private final HttpClient http;

  /**
   * Asks {@code devices}, which are {@link #EVERYBODY} but in tests.
   *
   * @param bind the local address; empty leaves it to the system
   */
  UpnpSearch(InetSocketAddress devices, Optional<InetAddress> bind, HttpClient http) {
    this.devices = devices;
    this.bind = bind;
    this.http = http;
  }

  /**
   * Returns the first service that maps ports.
   *
   * @throws IOException if there is none
   */
  UpnpService find() throws IOException, InterruptedException {
    for (URI location : locations()) {
      Optional<UpnpService> service = look(location);
      if (service.isPresent()) {
        return service.get();
      }
    }
    throw new PortMapException("no gateway device on the local network");
  }

  private Set<URI> locations() throws IOException {
    Set<URI> locations = new LinkedHashSet<>();
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(bind.orElse(null), 0))) {
      for (String target : TARGETS) {
        byte[] question = question(target).getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(question, question.length, devices));
      }
      socket.setSoTimeout(WAIT_MILLIS);
      for (int i = 0; i < MAX_ANSWERS && locations.size() < MAX_DEVICES; i++) {
        DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
        socket.receive(answer);
        location(answer).ifPresent(locations::add);
        if (!locations.isEmpty()) {
          socket.setSoTimeout(WAIT_MILLIS / 10); // whoever comes now comes at once
        }
      }
    } catch (SocketTimeoutException e) {
      // That was all.
    }
    return locations;
  }

  private static String question(String target) {
    return "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\n"
        + String.format(Locale.ROOT, "MX: 1\r\nST: %s\r\n\r\n", target);
  }

  private static Optional<URI> location(DatagramPacket answer) {
    String text = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.ISO_8859_1);
    Matcher location = LOCATION.matcher(text);
    if (!location.find() || AddressScope.of(answer.getAddress()) == AddressScope.PUBLIC) {
      return Optional.empty();
    }
    return uri(location.group(1))
        .filter(uri -> IpLiteral.parse(host(uri)).equals(Optional.of(answer.getAddress())));
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the host without the brackets of IPv6; empty if there is none. */
  static String host(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private Optional<UpnpService> look(URI location) throws InterruptedException {
    try {
      HttpPolicy noRedirects =
          hop -> hop.redirectedFrom().map(from -> "a gateway does not redirect");
      HttpResponse response = http.get(location, noRedirects);
      return service(new String(response.body(), StandardCharsets.UTF_8), location);
    } catch (IOException e) {
      return Optional.empty(); // the next one, perhaps
    }
  }

  private Optional<UpnpService> service(String description, URI location) throws IOException {
    Matcher services = SERVICE.matcher(description);
    while (services.find()) {
      Matcher type = TYPE.matcher(services.group(1));
      Matcher control = CONTROL.matcher(services.group(1));
      if (type.find() && control.find()) {
        Optional<URI> url =
            uri(control.group(1))
                .map(location::resolve)
                .filter(resolved -> host(resolved).equals(host(location)));
        if (url.isPresent()) {
          return Optional.of(new UpnpService(url.get(), type.group(1), localAddress(location)));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns our address on the way to the device; connecting a datagram socket sends nothing. */
  private InetAddress localAddress(URI location) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(bind.orElse(null), 0))) {
      socket.connect(new InetSocketAddress(host(location), 1900));
      return socket.getLocalAddress();
    }
  }
}
