package dev.sluice.testkit;

import dev.sluice.model.Proxy;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy on the loopback that speaks SOCKS 5 or HTTP CONNECT, written down from the RFCs and not
 * from our client. It leaves from {@link #OUTSIDE}, an address of its own, so that a test sees what
 * came through it; it alone knows what the names of a test mean; and it tells what it was asked.
 */
public final class FakeProxy implements AutoCloseable {
  /** Where everything seems to come from that went through a proxy. */
  public static final InetAddress OUTSIDE = address("127.0.0.77");

  private final Proxy.Kind kind;
  private final Optional<Proxy.Login> login;
  private final ServerSocket door;
  private final Thread acceptor;
  private final Map<String, InetAddress> names = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();

  private FakeProxy(Proxy.Kind kind, Optional<Proxy.Login> login) {
    this.kind = kind;
    this.login = login;
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.acceptor = start(this::acceptAll);
  }

  /** Starts one that serves anybody. */
  public static FakeProxy open(Proxy.Kind kind) {
    return new FakeProxy(kind, Optional.empty());
  }

  /** Starts one that wants a login. */
  public static FakeProxy guarded(Proxy.Kind kind, Proxy.Login login) {
    return new FakeProxy(kind, Optional.of(login));
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread start(Runnable body) {
    return Thread.ofVirtual().name("fake-proxy").start(body);
  }

  /** Makes a name known that nobody else knows. */
  public void know(String name, InetAddress address) {
    names.put(name, address);
  }

  /** Returns how one reaches it without a login. */
  public Proxy url() {
    return url(Optional.empty());
  }

  /** Returns how one reaches it with a login. */
  public Proxy url(Optional<Proxy.Login> as) {
    return new Proxy(kind, door.getInetAddress().getHostAddress(), door.getLocalPort(), as);
  }

  /** Returns every destination it was asked for, as {@code host:port}, in their order. */
  public List<String> asked() {
    return asked;
  }

  private void acceptAll() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        open.add(client);
        start(() -> serve(client));
      } catch (IOException e) {
        return; // the test is over
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      if (kind == Proxy.Kind.HTTP) {
        serveHttp(client);
      } else {
        serveSocks(client);
      }
    } catch (IOException e) {
      // One of the two sides has gone.
    }
  }

  private void serveHttp(Socket client) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) client.getInputStream().read());
    }
    String expected =
        login
            .map(known ->
                Base64.getEncoder()
                    .encodeToString(
                        (known.user() + ":" + known.password()).getBytes(StandardCharsets.UTF_8)))
            .orElse("");
    if (head.indexOf(expected) < 0) {
      say(client, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    String target = head.toString().split(" ", 3)[1];
    asked.add(target);
    int colon = target.lastIndexOf(':');
    try (Socket outside =
        connect(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
      say(client, "HTTP/1.0 200 Connection established\r\nVia: a fake\r\n\r\n");
      relay(client, outside);
    } catch (IOException e) {
      say(client, "HTTP/1.1 502 Bad Gateway\r\n\r\n");
    }
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void serveSocks(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    in.readByte();
    byte[] methods = in.readNBytes(in.readUnsignedByte());
    int method = login.isPresent() ? 2 : 0;
    if (new String(methods, StandardCharsets.ISO_8859_1).indexOf(method) < 0) {
      out.write(new byte[] {5, -1});
      return;
    }
    out.write(new byte[] {5, (byte) method});
    if (login.isPresent() && !isKnown(in, out)) {
      return;
    }
    in.readByte();
    int command = in.readUnsignedByte();
    in.readByte();
    Target target = readTarget(in);
    if (command == 3) {
      associate(client);
      return;
    }
    asked.add(target.toString());
    try (Socket outside = connect(target.host, target.port)) {
      out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
      relay(client, outside);
    } catch (IOException e) {
      out.write(new byte[] {5, 5, 0, 1, 0, 0, 0, 0, 0, 0});
    }
  }

  private boolean isKnown(DataInputStream in, OutputStream out) throws IOException {
    in.readByte();
    String user = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    String password = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    boolean isKnown = login.orElseThrow().equals(new Proxy.Login(user, password));
    out.write(new byte[] {1, (byte) (isKnown ? 0 : 1)});
    return isKnown;
  }

  private record Target(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  private static Target readTarget(DataInputStream in) throws IOException {
    String host =
        switch (in.readUnsignedByte()) {
          case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
          case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
          default -> new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
        };
    return new Target(host, in.readUnsignedShort());
  }

  private Socket connect(String host, int port) throws IOException {
    Socket outside = new Socket();
    open.add(outside);
    outside.bind(new InetSocketAddress(OUTSIDE, 0));
    outside.connect(new InetSocketAddress(find(host), port));
    return outside;
  }

  private InetAddress find(String host) throws IOException {
    return names.containsKey(host) ? names.get(host) : InetAddress.getByName(host);
  }

  private static void relay(Socket client, Socket outside) throws IOException {
    start(() -> copy(outside, client));
    copy(client, outside);
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      closeBoth(from, to);
    }
  }

  private static void closeBoth(Socket from, Socket to) {
    try (from;
        to) {
      return;
    } catch (IOException e) {
      // Closed all the same.
    }
  }

  /** Relays datagrams until the client hangs up. */
  private void associate(Socket client) throws IOException {
    try (DatagramSocket inside =
            new DatagramSocket(new InetSocketAddress(door.getInetAddress(), 0));
        DatagramSocket outside = new DatagramSocket(new InetSocketAddress(OUTSIDE, 0))) {
      ByteBuffer reply = ByteBuffer.allocate(10).put(new byte[] {5, 0, 0, 1, 0, 0, 0, 0});
      client.getOutputStream().write(reply.putShort((short) inside.getLocalPort()).array());
      start(() -> relayOut(inside, outside));
      InputStream untilItHangsUp = client.getInputStream();
      while (untilItHangsUp.read() >= 0) {
        // It has nothing to say.
      }
    }
  }

  private void relayOut(DatagramSocket inside, DatagramSocket outside) {
    try {
      while (true) {
        DatagramPacket packet = receive(inside);
        start(() -> relayIn(outside, inside, packet.getSocketAddress()));
        DataInputStream in =
            new DataInputStream(
                new java.io.ByteArrayInputStream(packet.getData(), 3, packet.getLength() - 3));
        Target target = readTarget(in);
        asked.add("udp " + target);
        byte[] payload = in.readAllBytes();
        outside.send(
            new DatagramPacket(
                payload, payload.length, new InetSocketAddress(find(target.host), target.port)));
      }
    } catch (IOException e) {
      // The association has ended.
    }
  }

  private static void relayIn(
      DatagramSocket outside, DatagramSocket inside, java.net.SocketAddress client) {
    try {
      DatagramPacket answer = receive(outside);
      ByteBuffer framed = ByteBuffer.allocate(10 + answer.getLength());
      framed.put(new byte[] {0, 0, 0, 1}).put(answer.getAddress().getAddress());
      framed.putShort((short) answer.getPort()).put(answer.getData(), 0, answer.getLength());
      inside.send(new DatagramPacket(framed.array(), framed.capacity(), client));
    } catch (IOException e) {
      // The association has ended.
    }
  }

  private static DatagramPacket receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    socket.receive(packet);
    return packet;
  }

  @Override
  public void close() {
    close(door);
    try {
      acceptor.join(); // while a call of accept is under way, a closed port still answers
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(FakeProxy::close);
  }

  private static void close(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
