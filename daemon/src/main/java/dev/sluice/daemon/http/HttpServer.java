package dev.sluice.daemon.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, and gives every client a thread of its own.
 *
 * <p>Why not a library: an answer here may wait for minutes, for bytes that a swarm has not sent
 * yet, and must end when its client hangs up meanwhile. Neither Helidon nor the JDK's server tells
 * a handler that waits of that.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** Clients at a time: a few players with a few connections each; each may hold a reader. */
  private static final int MAX_CONNECTIONS = 128;

  private final ServerSocket listener;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  private HttpServer(ServerSocket listener) {
    this.listener = listener;
  }

  /**
   * Takes the address; who calls there waits until the server {@linkplain #serve serves}.
   *
   * @throws IOException if the address cannot be used
   */
  public static HttpServer bind(InetSocketAddress address) throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true);
      listener.bind(address, MAX_CONNECTIONS);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    return new HttpServer(listener);
  }

  /**
   * Begins to answer.
   *
   * @param site answers requests, on the thread of each client
   */
  public void serve(Function<HttpRequest, HttpResponse> site) {
    Thread.ofVirtual().name("http-accept " + address()).start(() -> accept(site));
  }

  /** Returns where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  private void accept(Function<HttpRequest, HttpResponse> site) {
    while (!listener.isClosed()) {
      try {
        welcome(listener.accept(), site);
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.warn("a client could not be accepted: {}", e.getMessage());
        }
      }
    }
  }

  private void welcome(Socket client, Function<HttpRequest, HttpResponse> site) throws IOException {
    if (clients.size() >= MAX_CONNECTIONS) {
      client.close();
      return;
    }
    clients.add(client);
    Thread.ofVirtual()
        .name("http " + client.getRemoteSocketAddress())
        .start(() -> serve(client, site));
    if (listener.isClosed()) {
      client.close();
    }
  }

  private void serve(Socket client, Function<HttpRequest, HttpResponse> site) {
    try (client) {
      new HttpConnection(client, site).run();
    } catch (IOException e) {
      if (!HttpConnection.isFarewell(e)) {
        LOG.info("{}: {}", client.getRemoteSocketAddress(), e.getMessage());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(client);
    }
  }

  /** Stops listening and hangs up on every client. Answers that wait are let go. */
  @Override
  public void close() {
    closeQuietly(listener);
    clients.forEach(HttpServer::closeQuietly);
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      LOG.debug("while closing: {}", e.getMessage());
    }
  }
}
