package dev.sluice.transport.http;

import java.io.IOException;
import java.net.URI;

/** Fetches small documents over HTTP and HTTPS. Safe to use on many threads. */
public interface HttpClient {
  /**
   * Fetches what {@code uri} names, following redirects, and waits for all of it.
   *
   * @param policy asked before every connection, redirects included
   * @throws IOException with one line for people if there is no complete answer within the limits
   * @throws InterruptedException if the thread is told to stop
   */
  HttpResponse get(URI uri, HttpPolicy policy) throws IOException, InterruptedException;
}
