package dev.sluice.daemon.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/** What a client says over HTTP: a request of bounded size, or a refusal with its status. */
public final class HttpRequestFuzz {
  private HttpRequestFuzz() {}

  /** Reads requests until there are no more, or one is refused. */
  public static void fuzzerTestOneInput(byte[] input) {
    RequestReader reader = new RequestReader(new ByteArrayInputStream(input));
    try {
      Optional<HttpRequest> request = reader.next();
      while (request.isPresent()) {
        expectSound(request.get());
        request = reader.next();
      }
    } catch (BadRequest e) {
      if (e.status() < 400 || e.status() > 499) {
        throw new AssertionError("a refusal that blames us", e);
      }
    } catch (IOException e) {
      throw new AssertionError("a fault that nobody has a word for", e);
    }
  }

  private static void expectSound(HttpRequest request) {
    if (!request.path().startsWith("/") || request.headers().size() > 100) {
      throw new AssertionError("not sound: " + request);
    }
  }
}
