package dev.sluice.transport.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Proxy;
import dev.sluice.testkit.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to a proxy, byte for byte, and what is made of its answers. */
class ProxyServerTest {
  private static final Destination BY_NAME =
      new Destination("tracker.example", Optional.empty(), 6969);

  private final Wire wire = Wire.whole();

  private void connect(String url, Destination destination) throws IOException {
    new ProxyServer(Proxy.parse(url)).connect(ProxyStream.over(wire.left()), destination);
  }

  private void answer(String hex) throws IOException {
    wire.right().write(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  private void answerText(String text) throws IOException {
    wire.right().write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private String said() {
    return HexFormat.of().formatHex(wire.left().written());
  }

  private String saidText() {
    return new String(wire.left().written(), StandardCharsets.US_ASCII);
  }

  @Nested
  class OverSocks5 {
    @Test
    void leavesTheNameToTheProxy() throws Exception {
      answer("0500 050000 01 00000000 0000");

      connect("socks5://proxy.example:1080", BY_NAME);

      assertThat(said()).isEqualTo("050100" + "050100" + "030f747261636b65722e6578616d706c651b39");
    }

    @Test
    void saysAddressesAsTheyAre() throws Exception {
      answer("0500 050000 04 00000000000000000000000000000001 0000");

      connect(
          "socks5://127.0.0.1:1080",
          Destination.of(java.net.InetAddress.getByName("2001:db8::1"), 80));

      assertThat(said())
          .isEqualTo("050100" + "050100" + "0420010db8000000000000000000000001" + "0050");
    }

    @Test
    void logsInWhenItIsAsked() throws Exception {
      answer("0502 0100 050000 03 03616263 0000");

      connect("socks5://me:p%40ss@127.0.0.1:1080", BY_NAME);

      assertThat(said()).startsWith("05020002" + "01026d6504704073 73".replace(" ", "") + "050100");
    }

    @Test
    void doesNotLogInWhenItIsNotAsked() throws Exception {
      answer("0500 050000 01 00000000 0000");

      connect("socks5://me:secret@127.0.0.1:1080", BY_NAME);

      assertThat(said()).startsWith("05020002" + "050100");
    }

    @Test
    void readsNoByteBehindTheAnswer() throws Exception {
      answer("0500 050000 01 00000000 0000 77");

      connect("socks5://127.0.0.1:1080", BY_NAME);

      ByteBuffer rest = ByteBuffer.allocate(8);
      assertThat(wire.left().read(rest)).isEqualTo(1);
      assertThat(rest.get(0)).isEqualTo((byte) 0x77);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "05ff                | wants a name and a password",
          "0502                | wants a name and a password",
          "0400                | no SOCKS 5 proxy",
          "4854                | no SOCKS 5 proxy",
          "0500 050100         | failed: tracker.example:6969",
          "0500 050200         | does not allow that",
          "0500 050500         | refused by the host",
          "0500 05ff00         | refused with code 255",
          "0500 040000         | no SOCKS 5 proxy",
          "0500 050000 07      | unknown kind of address",
        })
    void saysWhyThereIsNoWay(String answer, String complaint) throws Exception {
      answer(answer);

      assertThatThrownBy(() -> connect("socks5://127.0.0.1:1080", BY_NAME))
          .isInstanceOf(ProxyException.class)
          .hasMessageContaining(complaint);
    }

    @Test
    void saysThatTheLoginIsWrong() throws Exception {
      answer("0502 0101");

      assertThatThrownBy(() -> connect("socks5://me:secret@127.0.0.1:1080", BY_NAME))
          .hasMessageContaining("does not accept")
          .hasMessageNotContaining("secret");
    }

    @Test
    void endsWhenTheProxyHangsUp() {
      wire.right().close();

      assertThatThrownBy(() -> connect("socks5://127.0.0.1:1080", BY_NAME))
          .isInstanceOf(IOException.class);
    }
  }

  @Nested
  class OverHttp {
    @Test
    void asksByName() throws Exception {
      answerText("HTTP/1.1 200 OK\r\nServer: x\r\n\r\nrest");

      connect("http://127.0.0.1:3128", BY_NAME);

      assertThat(saidText())
          .isEqualTo("CONNECT tracker.example:6969 HTTP/1.1\r\nHost: tracker.example:6969\r\n\r\n");
      assertThat(wire.left().read(ByteBuffer.allocate(99))).isEqualTo(4);
    }

    @Test
    void logsIn() throws Exception {
      answerText("HTTP/1.0 200 OK\r\n\r\n");

      connect("http://me:secret@127.0.0.1:3128", BY_NAME);

      assertThat(saidText()).contains("\r\nProxy-Authorization: Basic bWU6c2VjcmV0\r\n");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "HTTP/1.1 407 Log in~~      | status 407",
          "HTTP/1.1 502 Bad~X: y~~    | status 502",
          "SSH-2.0-x~~                | no HTTP proxy",
          "HTTP/1.1 20~~              | no HTTP proxy",
        })
    void saysWhyThereIsNoWay(String answer, String complaint) throws Exception {
      answerText(answer.strip().replace("~", "\r\n"));

      assertThatThrownBy(() -> connect("http://127.0.0.1:3128", BY_NAME))
          .isInstanceOf(ProxyException.class)
          .hasMessageContaining(complaint);
    }

    @Test
    void endsAtAHeadWithoutAnEnd() throws Exception {
      answerText("HTTP/1.1 200 OK\r\n" + "x".repeat(20_000));

      assertThatThrownBy(() -> connect("http://127.0.0.1:3128", BY_NAME))
          .hasMessageContaining("does not end");
    }
  }

  @Nested
  class Datagrams {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "00000001",
          "0000000101020304",
          "000000010102030400",
          "00000003ff",
          "0000000900000000000000000000000000",
          "0001000101020304005077",
          "0000010101020304005077",
        })
    void areDroppedWhenTheirHeaderIsWrong(String hex) {
      assertThat(Socks5.skipHeader(ByteBuffer.wrap(HexFormat.of().parseHex(hex)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0000000101020304005077",
          "00000003026162005077",
          "0000000400000000000000000000000000000001005077"
        })
    void haveTheirPayloadBehindTheHeader(String hex) {
      ByteBuffer datagram = ByteBuffer.wrap(HexFormat.of().parseHex(hex));

      assertThat(Socks5.skipHeader(datagram)).isTrue();
      assertThat(datagram.remaining()).isEqualTo(1);
      assertThat(datagram.get()).isEqualTo((byte) 0x77);
    }
  }
}
