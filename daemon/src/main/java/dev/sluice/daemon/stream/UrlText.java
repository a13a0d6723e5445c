package dev.sluice.daemon.stream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names as parts of a URL, and as parts of a page. */
final class UrlText {
  private UrlText() {}

  /** Returns the text percent-encoded, blanks too. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns the text so that it stays text in HTML. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
