package dev.sluice.transport.proxy;

import dev.sluice.model.Proxy.Login;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The CONNECT method of HTTP (RFC 9110, 9.3.6): behind its answer the stream is the host's. */
final class HttpConnect {
  /** A proxy's answer says a line or two; the rest is room for talkative ones. */
  private static final int MAX_HEAD_BYTES = 8 * 1024;

  private static final String END_OF_HEAD = "\r\n\r\n";

  private HttpConnect() {}

  /** Asks for a way to {@code destination}. */
  static void ask(ProxyStream proxy, Destination destination, Optional<Login> login)
      throws IOException {
    String request =
        String.format(Locale.ROOT, "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n", destination)
            + login.map(HttpConnect::authorization).orElse("")
            + "\r\n";
    proxy.write(request.getBytes(StandardCharsets.US_ASCII));
    String status = readStatus(proxy);
    if (!status.startsWith("2")) {
      throw new ProxyException("the proxy refused with status " + status + ": " + destination);
    }
  }

  private static String authorization(Login login) {
    byte[] plain = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
    return String.format(
        Locale.ROOT,
        "Proxy-Authorization: Basic %s\r\n",
        Base64.getEncoder().encodeToString(plain));
  }

  /** Returns the three digits of the status, having read all of the head and nothing behind it. */
  private static String readStatus(ProxyStream proxy) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!endsWith(head, END_OF_HEAD)) {
      if (head.length() == MAX_HEAD_BYTES) {
        throw new ProxyException("the proxy's answer does not end");
      }
      head.append((char) (proxy.read(1)[0] & 0xff));
    }
    if (!head.toString().matches("(?s)HTTP/1\\.[01] [0-9]{3}[ \r].*")) {
      throw new ProxyException("what answers is no HTTP proxy");
    }
    return head.substring(9, 12);
  }

  private static boolean endsWith(StringBuilder text, String end) {
    int from = text.length() - end.length();
    return from >= 0 && text.indexOf(end, from) == from;
  }
}
