package dev.sluice.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The protocol over a link and a clock of the test's own. */
class UdpTrackerTest {
  private static final URI TRACKER = URI.create("udp://tracker.example:6969/announce?key=abc");
  private static final InfoHash TORRENT =
      InfoHash.parseHex("0102030405060708090a0b0c0d0e0f1011121314");
  private static final AnnounceRequest REQUEST =
      new AnnounceRequest(
          TORRENT,
          PeerId.of("-SL0100-abcdefghijkl".getBytes(StandardCharsets.US_ASCII)),
          6881,
          0x11,
          0x22,
          0x33,
          AnnounceEvent.STARTED,
          -5,
          0x01020304);

  private final FakeLink link = new FakeLink();
  private List<String> addresses = List.of("192.0.2.1");

  private UdpTracker tracker() {
    UdpNetwork network =
        new UdpNetwork(
            remote -> link.to(remote.getAddress()),
            Optional.of(host -> resolved()),
            () -> link.nowNanos,
            new Random(5));
    return new UdpTracker(network, new TrackerPolicy(), new UdpTimeouts(seconds(15), 3));
  }

  private List<InetAddress> resolved() {
    List<InetAddress> resolved = new ArrayList<>();
    for (String address : addresses) {
      resolved.add(address(address));
    }
    return resolved;
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long seconds(long amount) {
    return TimeUnit.SECONDS.toNanos(amount);
  }

  private static String hex(String digits) {
    return digits.replace(" ", "");
  }

  @Test
  void announceHasTheBytesOfBep15AndTheOptionsOfBep41() throws Exception {
    link.answer("0 TT 00000000deadbeef");
    link.answer("1 TT 00000708 00000002 00000003 c0000207 1ae1");

    tracker().announce(TRACKER, REQUEST);

    assertThat(link.sentHex(0)).matches(hex("00000417 27101980 00000000") + "[0-9a-f]{8}");
    assertThat(link.sentHex(1))
        .matches(
            hex("00000000 deadbeef 00000001")
                + "[0-9a-f]{8}"
                + hex("0102030405060708090a0b0c0d0e0f1011121314")
                + HexFormat.of().formatHex(REQUEST.peerId().toBytes())
                + hex("0000000000000022 0000000000000033 0000000000000011")
                + hex("00000002 00000000 01020304 ffffffff 1ae1")
                + hex("02 11")
                + HexFormat.of().formatHex("/announce?key=abc".getBytes(StandardCharsets.UTF_8)));
    assertThat(link.sentHex(0).substring(24)).isNotEqualTo(link.sentHex(1).substring(24, 32));
  }

  @Test
  void longUrlIsSplitIntoSeveralOptions() throws Exception {
    link.answer("0 TT 00000000deadbeef");
    link.answer("1 TT 00000708 00000002 00000003");
    String path = "/" + "a".repeat(299);

    tracker().announce(URI.create("udp://tracker.example:6969" + path), REQUEST);

    byte[] options = HexFormat.of().parseHex(link.sentHex(1).substring(2 * 98));
    assertThat(options).hasSize(300 + 4);
    assertThat(options).startsWith(2, 255, '/', 'a');
    assertThat(options[257]).isEqualTo((byte) 2);
    assertThat(options[258]).isEqualTo((byte) 45);
  }

  @Test
  void answerIsRead() throws Exception {
    link.answer("0 TT 00000000deadbeef");
    link.answer("1 TT 00000708 00000002 00000003 c0000207 1ae1 c0000208 0000 c0000209 0001");

    AnnounceReply reply = tracker().announce(TRACKER, REQUEST);

    assertThat(reply)
        .isEqualTo(
            new AnnounceReply.Accepted(
                seconds(1800),
                seconds(60),
                3,
                2,
                List.of(
                    new PeerAddress(address("192.0.2.7"), 6881),
                    new PeerAddress(address("192.0.2.9"), 1)),
                "",
                Optional.empty()));
  }

  @Test
  void peersAreIpv6IfTheTrackerIs() throws Exception {
    addresses = List.of("2001:db8::1");
    link.answer("0 TT 00000000deadbeef");
    link.answer("1 TT 00000708 00000000 00000001 20010db8000000000000000000000009 1ae1");

    AnnounceReply reply = tracker().announce(TRACKER, REQUEST);

    assertThat(((AnnounceReply.Accepted) reply).peers())
        .containsExactly(new PeerAddress(address("2001:db8::9"), 6881));
  }

  @Test
  void negativeIntervalIsNoLicenceToHammer() throws Exception {
    link.answer("0 TT 00000000deadbeef");
    link.answer("1 TT ffffffff ffffffff 80000000");

    AnnounceReply.Accepted reply = (AnnounceReply.Accepted) tracker().announce(TRACKER, REQUEST);

    assertThat(reply.intervalNanos()).isEqualTo(seconds(60));
    assertThat(reply.seeders()).isEqualTo(AnnounceReply.UNKNOWN);
  }

  @Test
  void errorIsARefusalWithoutControlCharacters() throws Exception {
    link.answer("0 TT 00000000deadbeef");
    link.answer("3 TT 6e6f 1b5b32 4a");

    assertThat(tracker().announce(TRACKER, REQUEST))
        .isEqualTo(new AnnounceReply.Refused("no[2J", new AnnounceReply.Retry.Unsaid()));
  }

  @Test
  void errorToTheConnectIsARefusalToo() throws Exception {
    link.answer("3 TT 6e6f");

    assertThat(tracker().announce(TRACKER, REQUEST))
        .isEqualTo(new AnnounceReply.Refused("no", new AnnounceReply.Retry.Unsaid()));
  }

  @Test
  void silenceIsMetWithDoublingPatience() throws Exception {
    AnnounceReply reply = tracker().announce(TRACKER, REQUEST);

    assertThat(reply).isEqualTo(new AnnounceReply.Failed("no answer"));
    assertThat(link.sentAtSeconds).containsExactly(0L, 15L, 45L, 105L);
    assertThat(link.nowNanos).isEqualTo(seconds(15 + 30 + 60 + 120));
    assertThat(link.open).isZero();
  }

  @Test
  void whatDoesNotMatchIsPassedOver() throws Exception {
    link.answer("0 XX 00000000deadbeef"); // another transaction
    link.answerAlso("1 TT 00000000deadbeef"); // another action
    link.answerAlso("0"); // too short for anything
    link.answerAlso("");
    link.answerAlso("0 TT 0000000000000007");
    link.answer("1 TT 00000708 00000002 00000003");

    AnnounceReply reply = tracker().announce(TRACKER, REQUEST);

    assertThat(reply).isInstanceOf(AnnounceReply.Accepted.class);
    assertThat(link.sentHex(1)).startsWith("0000000000000007");
    assertThat(link.nowNanos).isZero();
  }

  @Test
  void cutAnswerFailsAtOnce() throws Exception {
    link.answer("0 TT 00000000deadbeef");
    link.answer("1 TT 0000");

    assertThat(tracker().announce(TRACKER, REQUEST))
        .isEqualTo(new AnnounceReply.Failed("the tracker's answer is cut short"));
    assertThat(link.nowNanos).isZero();
  }

  @Test
  void connectionIdIsUsedForAMinuteOnly() throws Exception {
    link.answer("0 TT 00000000deadbeef");
    link.silence(); // the announce, until 15 s
    link.silence(); // with the same id, until 45 s
    link.silence(); // with the same id, until 105 s
    link.answer("0 TT 00000000cafecafe"); // by then it is too old
    link.answer("1 TT 00000708 00000002 00000003");

    AnnounceReply reply = tracker().announce(TRACKER, REQUEST);

    assertThat(reply).isInstanceOf(AnnounceReply.Accepted.class);
    assertThat(link.sent).hasSize(6);
    assertThat(link.sentHex(3)).startsWith("00000000deadbeef");
    assertThat(link.sentHex(4)).startsWith("0000041727101980");
    assertThat(link.sentHex(5)).startsWith("00000000cafecafe");
  }

  @Test
  void closedPortLeadsToTheNextAddressAtOnce() throws Exception {
    addresses = List.of("192.0.2.1", "192.0.2.2");
    link.unreachable = Optional.of(address("192.0.2.1"));
    link.answer("0 TT 00000000deadbeef");
    link.answer("1 TT 00000708 00000002 00000003");

    assertThat(tracker().announce(TRACKER, REQUEST)).isInstanceOf(AnnounceReply.Accepted.class);
    assertThat(link.nowNanos).isZero();
    assertThat(link.open).isZero();
  }

  @Test
  void closedPortOfTheOnlyAddressFailsAtOnce() throws Exception {
    link.unreachable = Optional.of(address("192.0.2.1"));

    assertThat(tracker().announce(TRACKER, REQUEST))
        .isEqualTo(new AnnounceReply.Failed("nobody listens there (port unreachable)"));
  }

  @Test
  void multicastIsNoTracker() throws Exception {
    addresses = List.of("239.1.2.3");

    assertThat(tracker().announce(TRACKER, REQUEST))
        .isEqualTo(new AnnounceReply.Failed("239.1.2.3 is no single host"));
    assertThat(link.sent).isEmpty();
  }

  @Test
  void scrapeAsksForAllAndReadsInOrder() throws Exception {
    InfoHash other = new InfoHash(0, 0, 7);
    link.answer("0 TT 00000000deadbeef");
    link.answer("2 TT 00000001 00000002 00000003 00000004 00000005 00000006");

    ScrapeReply reply = tracker().scrape(TRACKER, List.of(TORRENT, other));

    assertThat(((ScrapeReply.Accepted) reply).torrents())
        .containsEntry(TORRENT, new ScrapeReply.Counts(1, 2, 3))
        .containsEntry(other, new ScrapeReply.Counts(4, 5, 6));
    assertThat(link.sentHex(1)).endsWith(TORRENT.toHex() + other.toHex()).hasSize(2 * (16 + 40));
  }

  /**
   * Plays one list of answers for each datagram sent; with no answer left, the waiting time passes
   * at once. In an answer, the first word is the action and {@code TT} the transaction id of the
   * question.
   */
  private static final class FakeLink {
    private final Deque<List<String>> answers = new ArrayDeque<>();
    private final List<byte[]> sent = new ArrayList<>();
    private final List<Long> sentAtSeconds = new ArrayList<>();
    private Optional<InetAddress> unreachable = Optional.empty();
    private long nowNanos;
    private int open;

    void answer(String answer) {
      answers.add(new ArrayList<>(List.of(answer)));
    }

    void answerAlso(String answer) {
      answers.getLast().add(answer);
    }

    void silence() {
      answers.add(new ArrayList<>());
    }

    String sentHex(int index) {
      return HexFormat.of().formatHex(sent.get(index));
    }

    DatagramLink to(InetAddress address) {
      open++;
      return new DatagramLink() {
        private final Deque<ByteBuffer> inbox = new ArrayDeque<>();

        @Override
        public void send(ByteBuffer payload) throws IOException {
          if (unreachable.equals(Optional.of(address))) {
            throw new PortUnreachableException();
          }
          byte[] bytes = new byte[payload.remaining()];
          payload.get(bytes);
          sent.add(bytes);
          sentAtSeconds.add(TimeUnit.NANOSECONDS.toSeconds(nowNanos));
          List<String> next = answers.isEmpty() ? List.of() : answers.remove();
          next.forEach(answer -> inbox.add(encoded(answer, bytes)));
        }

        @Override
        public Optional<ByteBuffer> receive(long timeoutNanos) {
          if (inbox.isEmpty()) {
            nowNanos += timeoutNanos;
          }
          return Optional.ofNullable(inbox.poll());
        }

        @Override
        public void close() {
          open--;
        }
      };
    }

    private static ByteBuffer encoded(String answer, byte[] question) {
      String transaction = HexFormat.of().formatHex(question, 12, 16);
      String forged = HexFormat.of().toHexDigits(~ByteBuffer.wrap(question).getInt(12));
      String whole = answer.replace("TT", transaction).replace("XX", forged);
      String digits = (whole.isEmpty() ? "" : "0000000") + whole.replace(" ", "");
      return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
  }
}
