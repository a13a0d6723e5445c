package dev.sluice.transport.portmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.transport.http.HttpLimits;
import dev.sluice.transport.http.HttpNetwork;
import dev.sluice.transport.http.SocketHttpClient;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three protocols against routers on the loopback, written down from the RFCs. */
@Timeout(30)
class GatewaysIT {
  private static final Wish WISH = new Wish(Wish.Transport.TCP, 6881);
  private static final byte[] OUTSIDE = {(byte) 203, 0, 113, 5};
  private static final Optional<InetAddress> LOOPBACK =
      Optional.of(InetAddress.getLoopbackAddress());

  private final List<byte[]> asked = new CopyOnWriteArrayList<>();
  private DatagramSocket router;
  private InetSocketAddress address;

  @BeforeEach
  void open() throws IOException {
    router = new DatagramSocket(new InetSocketAddress(LOOPBACK.get(), 0));
    address = (InetSocketAddress) router.getLocalSocketAddress();
  }

  @AfterEach
  void close() {
    router.close();
  }

  private InetSocketAddress address() {
    return address;
  }

  @Test
  void saysSoWhenTheGatewayServesNothingThere() throws IOException {
    router.close();

    try (GatewayLink link = new GatewayLink(address(), LOOPBACK)) {
      assertThatThrownBy(() -> link.ask(ByteBuffer.allocate(2), answer -> true))
          .hasMessage("the gateway does not serve it");
    }
  }

  /** Answers each datagram with what {@code answers} makes of it; null is no answer. */
  private void answer(Function<ByteBuffer, byte[]> answers) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              DatagramPacket packet = new DatagramPacket(new byte[1100], 1100);
              router.receive(packet);
              byte[] question = new byte[packet.getLength()];
              System.arraycopy(packet.getData(), 0, question, 0, question.length);
              asked.add(question);
              byte[] answer = answers.apply(ByteBuffer.wrap(question));
              router.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
          } catch (IOException e) {
            // The test is over.
          }
        });
  }

  private static InetAddress outside() throws IOException {
    return InetAddress.getByAddress(OUTSIDE);
  }

  @Nested
  class NatPmpGateway {
    private Gateway gateway() {
      return new NatPmp(address(), LOOPBACK);
    }

    private static byte[] grant(ByteBuffer question, int result) {
      if (question.get(1) == 0) {
        return ByteBuffer.allocate(12).put(1, (byte) 128).putInt(4, 77).put(8, OUTSIDE).array();
      }
      ByteBuffer answer = ByteBuffer.allocate(16);
      answer.put((byte) 0).put((byte) (128 + question.get(1))).putShort((short) result).putInt(77);
      answer.putShort(question.getShort(4)).putShort((short) 7000).putInt(1800);
      return answer.array();
    }

    @Test
    void grants() throws Exception {
      answer(question -> grant(question, 0));

      Grant grant = gateway().map(WISH);

      assertThat(grant).isEqualTo(new Grant(WISH, 7000, Optional.of(outside()), 1800));
      assertThat(asked.get(0))
          .containsExactly(0, 2, 0, 0, 0x1a, 0xe1, 0x1a, 0xe1, 0, 0, 0x0e, 0x10);
    }

    @Test
    void isToldThatWeGo() throws Exception {
      answer(question -> grant(question, 0));

      gateway().unmap(new Grant(WISH, 7000, Optional.empty(), 1800));

      assertThat(asked.get(0)).containsExactly(0, 2, 0, 0, 0x1a, 0xe1, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void refuses() {
      answer(question -> grant(question, 2));

      assertThatThrownBy(() -> gateway().map(WISH)).hasMessageContaining("refused with code 2");
    }

    @Test
    void isAskedAgainWhenTheFirstQuestionIsLost() throws Exception {
      answer(question -> asked.size() == 1 ? new byte[0] : grant(question, 0));

      assertThat(gateway().map(WISH).externalPort()).isEqualTo(7000);
      assertThat(asked.get(1)).isEqualTo(asked.get(0));
    }

    @Test
    void isGivenUpWhenItSaysNothingThatHelps() {
      answer(question -> new byte[] {0, 99, 0, 0, 0, 0, 0, 0});

      assertThatThrownBy(() -> gateway().map(WISH)).isInstanceOf(SocketTimeoutException.class);
      assertThat(asked).hasSize(4);
    }
  }

  @Nested
  class PcpGateway {
    private Gateway gateway() {
      return new Pcp(address(), LOOPBACK, new Random(1));
    }

    private static byte[] grant(ByteBuffer question, int result) {
      byte[] answer = question.array().clone();
      answer[1] = (byte) 0x81;
      answer[3] = (byte) result;
      ByteBuffer.wrap(answer).putInt(4, 1800).putShort(42, (short) 7000);
      answer[54] = -1;
      answer[55] = -1;
      System.arraycopy(OUTSIDE, 0, answer, 56, 4);
      return answer;
    }

    @Test
    void grants() throws Exception {
      answer(question -> grant(question, 0));

      Grant grant = gateway().map(WISH);

      assertThat(grant).isEqualTo(new Grant(WISH, 7000, Optional.of(outside()), 1800));
      ByteBuffer question = ByteBuffer.wrap(asked.get(0));
      assertThat(question.remaining()).isEqualTo(60);
      assertThat(question.getInt(0)).isEqualTo(0x02010000);
      assertThat(question.getInt(4)).isEqualTo(3600);
      assertThat(question.getInt(20)).isEqualTo(0x7f000001);
      assertThat(question.get(36)).isEqualTo((byte) 6);
      assertThat(question.getInt(40)).isEqualTo(0x1ae11ae1);
    }

    @Test
    void renewsAndEndsWithTheSameNonce() throws Exception {
      answer(question -> grant(question, 0));
      Gateway gateway = gateway();

      gateway.unmap(gateway.map(WISH));

      assertThat(ByteBuffer.wrap(asked.get(1), 24, 12))
          .isEqualTo(ByteBuffer.wrap(asked.get(0), 24, 12));
      assertThat(ByteBuffer.wrap(asked.get(1)).getInt(4)).isZero();
    }

    @Test
    void refuses() {
      answer(question -> grant(question, 8));

      assertThatThrownBy(() -> gateway().map(WISH)).hasMessageContaining("refused with code 8");
    }

    @Test
    void isNoneWhenItKnowsNatPmpAlone() {
      answer(question -> new byte[] {0, (byte) 129, 0, 1, 0, 0, 0, 0});

      assertThatThrownBy(() -> gateway().map(WISH)).hasMessageContaining("this version");
      assertThat(asked).hasSize(1);
    }

    @Test
    void isNotBelievedWithoutOurNonce() {
      answer(question -> {
        byte[] answer = grant(question, 0);
        answer[24]++;
        return answer;
      });

      assertThatThrownBy(() -> gateway().map(WISH)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Nested
  class UpnpDevice {
    private static final String CONNECTION = "urn:schemas-upnp-org:service:WANIPConnection:1";
    private static final String DESCRIPTION =
        """
        <root><device><serviceList><service>
          <serviceType>urn:schemas-upnp-org:service:Layer3Forwarding:1</serviceType>
          <controlURL>/no</controlURL></service></serviceList>
        <deviceList><device><serviceList><service>
          <serviceType>%s</serviceType><controlURL>/ctl/IPConn</controlURL>
        </service></serviceList></device></deviceList></device></root>
        """
            .formatted(CONNECTION);

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private ServerSocket device;
    private String refusal = "";

    @BeforeEach
    void serve() throws IOException {
      device = new ServerSocket(0, 5, LOOPBACK.get());
      Thread.ofVirtual().start(this::serveAll);
    }

    @AfterEach
    void end() throws IOException {
      device.close();
    }

    private void serveAll() {
      while (!device.isClosed()) {
        try (Socket client = device.accept()) {
          String request = read(client);
          calls.add(request);
          client.getOutputStream().write(reply(request).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
          // The client has gone, or the test is over.
        }
      }
    }

    private static String read(Socket client) throws IOException {
      StringBuilder request = new StringBuilder();
      while (request.indexOf("\r\n\r\n") < 0
          || request.indexOf("POST") == 0 && request.indexOf("</s:Envelope>") < 0) {
        request.append((char) client.getInputStream().read());
      }
      return request.toString();
    }

    private String reply(String request) {
      if (request.startsWith("GET /desc.xml")) {
        return "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + DESCRIPTION;
      }
      if (!refusal.isEmpty() && request.contains("<NewLeaseDuration>3600<")) {
        return "HTTP/1.1 500 Internal Server Error\r\n\r\n<s:Envelope><errorCode>"
            + refusal
            + "</errorCode></s:Envelope>";
      }
      return "HTTP/1.1 200 OK\r\n\r\n<s:Envelope><NewExternalIPAddress>203.0.113.5"
          + "</NewExternalIPAddress></s:Envelope>";
    }

    /** Answers the search by pointing to {@code host}. */
    private void pointTo(String host) {
      String answer =
          "HTTP/1.1 200 OK\r\nST: x\r\nLocation: http://%s:%d/desc.xml\r\n\r\n"
              .formatted(host, device.getLocalPort());
      answer(question -> answer.getBytes(StandardCharsets.US_ASCII));
    }

    private Gateway gateway() {
      SocketHttpClient http =
          new SocketHttpClient(HttpNetwork.system(LOOPBACK), HttpLimits.SMALL, "Sluice/test");
      return new UpnpGateway(new UpnpSearch(address(), LOOPBACK, http));
    }

    @Test
    void grants() throws Exception {
      pointTo("127.0.0.1");

      Grant grant = gateway().map(WISH);

      assertThat(grant).isEqualTo(new Grant(WISH, 6881, Optional.of(outside()), 3600));
      assertThat(new String(asked.get(0), StandardCharsets.US_ASCII))
          .startsWith("M-SEARCH * HTTP/1.1\r\n")
          .contains("InternetGatewayDevice:1");
      assertThat(calls.get(1))
          .startsWith("POST /ctl/IPConn HTTP/1.1\r\n")
          .contains("SOAPAction: \"" + CONNECTION + "#AddPortMapping\"")
          .contains("<NewExternalPort>6881</NewExternalPort>")
          .contains("<NewProtocol>TCP</NewProtocol>")
          .contains("<NewInternalClient>127.0.0.1</NewInternalClient>");
    }

    @Test
    void isToldThatWeGo() throws Exception {
      pointTo("127.0.0.1");
      Gateway gateway = gateway();

      gateway.unmap(gateway.map(WISH));

      assertThat(calls.get(calls.size() - 1))
          .contains("#DeletePortMapping\"")
          .contains("<NewExternalPort>6881</NewExternalPort>");
    }

    @Test
    void isAskedWithoutAnEndWhenItKnowsNoOther() throws Exception {
      refusal = "725";
      pointTo("127.0.0.1");

      assertThat(gateway().map(WISH).externalPort()).isEqualTo(6881);
      assertThat(calls).anyMatch(call -> call.contains("<NewLeaseDuration>0<"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"718", "606"})
    void refuses(String code) {
      refusal = code;
      pointTo("127.0.0.1");

      assertThatThrownBy(() -> gateway().map(WISH)).hasMessageContaining("code " + code);
    }

    /** Whoever is on the local network could else have us ask anybody for anything. */
    @Test
    void mayPointToItselfOnly() {
      pointTo("127.0.0.2");

      assertThatThrownBy(() -> gateway().map(WISH)).hasMessageContaining("no gateway device");
      assertThat(calls).isEmpty();
    }

    @Test
    void isNoneWhenNobodyAnswers() {
      assertThatThrownBy(() -> gateway().map(WISH)).hasMessageContaining("no gateway device");
    }
  }
}
