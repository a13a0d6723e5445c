package dev.sluice.transport.proxy;

import dev.sluice.actor.Actors;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.Connection;
import dev.sluice.transport.Dialer;
import dev.sluice.transport.TimeLimit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Connects to peers through a proxy, and never otherwise. */
public final class ProxyDialer implements Dialer {
  private final ProxyServer proxy;
  private final Dialer direct;
  private final Actors actors;

  /** Reaches the proxy itself through {@code direct}; {@code actors} bound the time it may take. */
  public ProxyDialer(ProxyServer proxy, Dialer direct, Actors actors) {
    this.proxy = proxy;
    this.direct = direct;
    this.actors = actors;
  }

  @Override
  public Connection dial(PeerAddress address, Duration timeout) throws IOException {
    Connection connection = dialProxy(timeout);
    boolean isConnected = false;
    try (TimeLimit limit = TimeLimit.of(timeout.toMillis(), connection, actors)) {
      proxy.connect(ProxyStream.over(connection), Destination.of(address.ip(), address.port()));
      isConnected = true;
      return new Proxied(connection, address);
    } finally {
      if (!isConnected) {
        connection.close();
      }
    }
  }

  private Connection dialProxy(Duration timeout) throws IOException {
    try {
      return direct.dial(PeerAddress.of(proxy.address()), timeout);
    } catch (IOException e) {
      throw new IOException("the proxy " + proxy + " is not reached: " + e.getMessage(), e);
    }
  }

  /** A connection whose other end is not where its bytes go first. */
  private record Proxied(Connection connection, PeerAddress remote) implements Connection {
    @Override
    public int read(ByteBuffer target) throws IOException {
      return connection.read(target);
    }

    @Override
    public long read(ByteBuffer first, ByteBuffer second) throws IOException {
      return connection.read(first, second);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
      connection.write(source);
    }

    @Override
    public void close() {
      connection.close();
    }

    @Override
    public String toString() {
      return "proxied " + remote;
    }
  }
}
