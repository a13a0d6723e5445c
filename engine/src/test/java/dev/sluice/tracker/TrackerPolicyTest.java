package dev.sluice.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.PrintableText;
import dev.sluice.transport.http.HttpPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerPolicyTest {
  private final TrackerPolicy policy = new TrackerPolicy();

  @ParameterizedTest
  @ValueSource(strings = {"wss://t.example/", "file:///etc/passwd", "ftp://t.example/announce"})
  void otherProtocolsAreRefusedByName(String url) {
    URI tracker = URI.create(url);

    assertThat(policy.objection(tracker))
        .contains("trackers over '%s' are not supported".formatted(tracker.getScheme()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://t.example/abc/announce?passkey=1 | 203.0.113.5      | yes
          http://t.example/whatever               | 203.0.113.5      | yes
          http://localhost/announce               | 127.0.0.1        | yes
          http://localhost/announce.php           | ::1              | yes
          http://localhost/key/announce           | 127.0.0.1        | yes
          http://localhost/announce?cmd=shutdown  | 127.0.0.1        | no
          http://localhost/api/shutdown           | 127.0.0.1        | no
          http://localhost/                       | 0.0.0.0          | no
          http://evil.example/latest/meta-data    | 169.254.169.254  | no
          http://evil.example/api/shutdown        | ::ffff:127.0.0.1 | no
          http://evil.example/api/shutdown        | 64:ff9b::7f00:1  | no
          http://evil.example/api/shutdown        | 2002:7f00:1::    | no
          http://router.lan/reboot                | 192.168.1.1      | no
          http://router.lan/reboot                | fd00::1          | no
          http://nas.lan/announce?passkey=1       | 192.168.1.1      | yes
          http://t.example/announce               | 224.0.0.1        | no
          http://t.example/announce               | 255.255.255.255  | no
          """)
  void resolvedAddressDecides(String url, String address, String allowed) throws Exception {
    URI tracker = URI.create(url);
    HttpPolicy.Hop hop =
        new HttpPolicy.Hop(tracker, InetAddress.getByName(address), Optional.empty());

    Optional<String> objection = policy.forRequestsTo(tracker).objection(hop);

    assertThat(objection.isEmpty()).as("%s", objection).isEqualTo(allowed.equals("yes"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://a/announce  | 203.0.113.5 | http://b/announce?x=1  | 203.0.113.6 | yes
          http://a/announce  | 203.0.113.5 | https://b/announce     | 203.0.113.6 | yes
          https://a/announce | 203.0.113.5 | http://b/announce      | 203.0.113.6 | no
          http://a/announce  | 203.0.113.5 | http://b/announce      | 192.168.1.1 | no
          http://a/announce  | 203.0.113.5 | http://b/announce      | 127.0.0.1   | no
          http://a/announce  | 192.168.1.1 | http://b/announce      | 127.0.0.1   | no
          http://a/announce  | 127.0.0.1   | http://b/announce?x=1  | 127.0.0.1   | yes
          http://a/announce  | 127.0.0.1   | http://b/shutdown      | 127.0.0.1   | no
          """)
  void redirectsNeverComeNearer(
      String from, String fromAddress, String to, String toAddress, String allowed)
      throws Exception {
    HttpPolicy.Hop first =
        new HttpPolicy.Hop(URI.create(from), InetAddress.getByName(fromAddress), Optional.empty());
    HttpPolicy.Hop second =
        new HttpPolicy.Hop(URI.create(to), InetAddress.getByName(toAddress), Optional.of(first));

    Optional<String> objection = policy.forRequestsTo(URI.create(from)).objection(second);

    assertThat(objection.isEmpty()).as("%s", objection).isEqualTo(allowed.equals("yes"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ' HTTP://T.Example/Announce '        | http://t.example/Announce
          udp://t.example:80                   | udp://t.example:80
          http://[2001:DB8::1]:80/announce     | http://[2001:db8:0:0:0:0:0:1]:80/announce
          http://my_host.example/announce      | http://my_host.example/announce
          http://bücher.example/announce       | http://xn--bcher-kva.example/announce
          http://t.example/a b<c?x=ä%2f%       | http://t.example/a%20b%3Cc?x=%C3%A4%2f%25
          http://t.example/announce#top        | http://t.example/announce
          wss://t.example/                     | wss://t.example/
          """)
  void sloppyUrlsAreMadeCanonical(String sloppy, String canonical) {
    assertThat(TrackerUrl.parse(sloppy)).contains(URI.create(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "announce",
        "://x",
        "http://",
        "http:///announce",
        "http://user@t.example/announce",
        "http://t.example:99999/",
        "http://t.example:x/",
        "http://a b/",
        "udp://[::1/",
        "http://t.example\n/announce"
      })
  void whatIsNoUrlIsEmpty(String text) {
    assertThat(TrackerUrl.parse(text)).isEmpty();
  }

  @Test
  void printableTextHasNoTricksAndAnEnd() {
    assertThat(PrintableText.of("a\u0000b\u001b[2J\u009bc\u202ed\u2066e\ud800f\r\ng"))
        .isEqualTo("ab[2Jcdef  g");
    assertThat(PrintableText.of("x".repeat(10_000))).hasSize(PrintableText.MAX_CHARS + 1);
  }
}
