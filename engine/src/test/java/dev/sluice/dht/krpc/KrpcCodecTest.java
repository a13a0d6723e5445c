package dev.sluice.dht.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bencode.BString;
import dev.sluice.dht.item.Item;
import dev.sluice.dht.krpc.KrpcMessage.Failure;
import dev.sluice.dht.krpc.KrpcMessage.Query;
import dev.sluice.dht.krpc.KrpcMessage.Response;
import dev.sluice.dht.krpc.Question.AnnouncePeer.PortSource;
import dev.sluice.dht.krpc.Question.GetPeers.Extra;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Ips;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.model.InfoHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KrpcCodecTest {
  private static final BString T = BString.of("aa");
  private static final NodeId ASKER = id("abcdefghij0123456789");
  private static final NodeId ANSWERER = id("mnopqrstuvwxyz123456");
  private static final InfoHash TORRENT = ANSWERER.toInfoHash();
  private static final BString TOKEN = BString.of("aoeusnth");

  private static NodeId id(String twentyLetters) {
    return NodeId.of(twentyLetters.getBytes(StandardCharsets.US_ASCII));
  }

  private static String encoded(KrpcMessage message) {
    return new String(KrpcEncoder.encode(message), StandardCharsets.ISO_8859_1);
  }

  private static KrpcMessage decoded(String text) throws KrpcException {
    return KrpcDecoder.decode(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Query query(Question question) {
    return new Query(T, ASKER, false, question);
  }

  /** The examples of BEP 5, byte by byte. */
  @Nested
  class OfBep5 {
    @Test
    void pings() throws KrpcException {
      String example = "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe";

      assertThat(encoded(query(new Question.Ping()))).isEqualTo(example);
      assertThat(decoded(example)).isEqualTo(query(new Question.Ping()));
    }

    @Test
    void answersAPing() throws KrpcException {
      String example = "d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re";
      Response response = new Response(T, Answer.of(ANSWERER), Optional.empty());

      assertThat(encoded(response)).isEqualTo(example);
      assertThat(decoded(example)).isEqualTo(response);
    }

    @Test
    void looksForNodes() throws KrpcException {
      String example =
          "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e"
              + "1:q9:find_node1:t2:aa1:y1:qe";
      Query query = query(new Question.FindNode(ANSWERER, Set.of()));

      assertThat(encoded(query)).isEqualTo(example);
      assertThat(decoded(example)).isEqualTo(query);
    }

    @Test
    void looksForPeers() throws KrpcException {
      String example =
          "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e"
              + "1:q9:get_peers1:t2:aa1:y1:qe";
      Query query = query(new Question.GetPeers(TORRENT, Set.of(), Set.of()));

      assertThat(encoded(query)).isEqualTo(example);
      assertThat(decoded(example)).isEqualTo(query);
    }

    @Test
    void namesPeers() throws KrpcException {
      String example =
          "d1:rd2:id20:abcdefghij01234567895:token8:aoeusnth6:valuesl6:axje.u6:idhtnmee"
              + "1:t2:aa1:y1:re";
      Answer answer =
          Answer.builder(ASKER)
              .token(TOKEN)
              .peers(List.of(Ips.at("97.120.106.101", 11893), Ips.at("105.100.104.116", 28269)))
              .build();
      Response response = new Response(T, answer, Optional.empty());

      assertThat(encoded(response)).isEqualTo(example);
      assertThat(decoded(example)).isEqualTo(response);
    }

    @Test
    void announces() throws KrpcException {
      String example =
          "d1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:mnopqrstuvwxyz123456"
              + "4:porti6881e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe";
      Query query =
          query(new Question.AnnouncePeer(TORRENT, 6881, PortSource.IMPLIED, PeerRole.PEER, TOKEN));

      assertThat(encoded(query)).isEqualTo(example);
      assertThat(decoded(example)).isEqualTo(query);
    }

    @Test
    void saysThatSomethingIsWrong() throws KrpcException {
      String example = "d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee";
      Failure failure = new Failure(T, 201, "A Generic Error Ocurred");

      assertThat(encoded(failure)).isEqualTo(example);
      assertThat(decoded(example)).isEqualTo(failure);
    }
  }

  static List<KrpcMessage> allKinds() {
    Set<AddressFamily> both = Set.of(AddressFamily.IPV4, AddressFamily.IPV6);
    Item immutable = new Item.Immutable(BString.of("value"));
    Item.Mutable mutable =
        new Item.Mutable(
            BString.of(new byte[32]),
            BString.of("salt"),
            3,
            BString.of("value"),
            BString.of(new byte[64]));
    List<Node> nodes =
        List.of(
            new Node(ASKER, Ips.at("1.2.3.4", 5)),
            new Node(ANSWERER, Ips.at("2001:db8::1", 65535)));
    List<KrpcMessage> all = new ArrayList<>();
    all.add(new Query(T, ASKER, true, new Question.Ping()));
    all.add(query(new Question.FindNode(ANSWERER, both)));
    all.add(query(new Question.GetPeers(TORRENT, both, Set.of(Extra.SCRAPE, Extra.NO_SEEDS))));
    all.add(query(new Question.AnnouncePeer(TORRENT, 1, PortSource.STATED, PeerRole.SEED, TOKEN)));
    all.add(query(new Question.Get(ANSWERER, OptionalLong.of(4), Set.of())));
    all.add(query(new Question.Put(immutable, OptionalLong.empty(), TOKEN)));
    all.add(query(new Question.Put(mutable, OptionalLong.of(2), TOKEN)));
    all.add(query(new Question.SampleInfohashes(ANSWERER, Set.of())));
    all.add(response(Answer.builder(ANSWERER).token(TOKEN).nodes(nodes)));
    all.add(response(Answer.builder(ANSWERER).item(immutable)));
    all.add(response(Answer.builder(ANSWERER).item(mutable.withSalt(BString.of("")))));
    all.add(response(Answer.builder(ANSWERER).sequence(9)));
    all.add(response(Answer.builder(ANSWERER).samples(new Samples(600, 5, List.of(TORRENT)))));
    all.add(response(Answer.builder(ANSWERER).scrape(scrape())));
    return all;
  }

  private static Scrape scrape() {
    BloomFilter seeds = new BloomFilter();
    seeds.add(Ips.ip("1.2.3.4"));
    return new Scrape(seeds.toBytes(), new BloomFilter().toBytes());
  }

  private static Response response(Answer.Builder answer) {
    return new Response(T, answer.build(), Optional.of(Ips.at("8.8.8.8", 1234)));
  }

  @ParameterizedTest
  @MethodSource("allKinds")
  void readsWhatItWrites(KrpcMessage message) throws KrpcException {
    assertThat(KrpcDecoder.decode(KrpcEncoder.encode(message))).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("allKinds")
  void neverFailsOtherwiseThanBySayingSo(KrpcMessage message) {
    byte[] original = KrpcEncoder.encode(message);
    Random random = new Random(message.hashCode());
    for (int i = 0; i < 2_000; i++) {
      byte[] spoilt = original.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
      }
      decodeOrRefuse(spoilt);
    }
  }

  private static void decodeOrRefuse(byte[] datagram) {
    try {
      assertThat(KrpcDecoder.decode(datagram)).isNotNull();
    } catch (KrpcException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "i1e",
        "de",
        "d1:t2:aa1:y1:qe",
        "d1:ade1:q4:ping1:t2:aa1:y1:qe",
        "d1:ad2:id19:abcdefghij012345678e1:q4:ping1:t2:aa1:y1:qe",
        "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t0:1:y1:qe",
        "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:xe",
        "d1:rde1:t2:aa1:y1:re",
        "d1:t2:aa1:y1:re"
      })
  void refusesWhatIsNoMessageAndAnswersNothing(String text) {
    assertThatExceptionOfType(KrpcException.class)
        .isThrownBy(() -> decoded(text))
        .satisfies(refusal -> assertThat(refusal.reply()).isEmpty());
  }

  @Test
  void refusesALongTransactionBecauseItWouldBeSentBack() {
    String id = "x".repeat(Krpc.MAX_TRANSACTION_BYTES + 1);
    String text =
        "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t%d:%s1:y1:qe".formatted(id.length(), id);

    assertThatThrownBy(() -> decoded(text)).isInstanceOf(KrpcException.class);
  }

  @Test
  void refusesWhatIsLongerThanAFrame() {
    String text = "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:x2000:%s1:y1:qe";

    assertThatThrownBy(() -> decoded(text.formatted("x".repeat(2000))))
        .isInstanceOf(KrpcException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d1:ad2:id20:abcdefghij0123456789e1:q4:pong1:t2:aa1:y1:qe=204",
        "d1:ad2:id20:abcdefghij0123456789e1:q9:find_node1:t2:aa1:y1:qe=203",
        "d1:ad2:id20:abcdefghij01234567899:info_hash2:xxe1:q9:get_peers1:t2:aa1:y1:qe=203",
        "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti6881ee"
            + "1:q13:announce_peer1:t2:aa1:y1:qe=203",
        "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti0e5:token1:xe"
            + "1:q13:announce_peer1:t2:aa1:y1:qe=203",
        "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti65536e5:token1:xe"
            + "1:q13:announce_peer1:t2:aa1:y1:qe=203",
        "d1:ad2:id20:abcdefghij01234567895:token1:x1:vd1:bi1e1:ai1eee1:q3:put1:t2:aa1:y1:qe=203"
      })
  void saysWhatIsWrongWithAQuery(String textAndCode) {
    String text = textAndCode.substring(0, textAndCode.lastIndexOf('='));
    long code = Long.parseLong(textAndCode.substring(textAndCode.lastIndexOf('=') + 1));

    assertThatExceptionOfType(KrpcException.class)
        .isThrownBy(() -> decoded(text))
        .satisfies(refusal -> {
          Failure reply = refusal.reply().orElseThrow();
          assertThat(reply.code()).isEqualTo(code);
          assertThat(reply.transaction()).isEqualTo(T);
          assertThat(KrpcEncoder.encode(reply).length).isLessThanOrEqualTo(text.length());
        });
  }

  @Test
  void refusesAValueOrASaltThatIsTooLong() {
    String value = "x".repeat(1000);
    String salt = "s".repeat(65);
    String put = "d1:ad2:id20:abcdefghij0123456789%s5:token1:x1:v%se1:q3:put1:t2:aa1:y1:qe";

    assertThatExceptionOfType(KrpcException.class)
        .isThrownBy(() -> decoded(put.formatted("", "1000:" + value)))
        .satisfies(e -> assertThat(e.reply().orElseThrow().code()).isEqualTo(205));
    assertThatExceptionOfType(KrpcException.class)
        .isThrownBy(() -> decoded(put.formatted("1:k1:x4:salt65:" + salt, "1:x")))
        .satisfies(e -> assertThat(e.reply().orElseThrow().code()).isEqualTo(207));
  }

  @Test
  void passesOverPartsOfAnAnswerThatAreMalformed() throws KrpcException {
    String text =
        "d2:ip3:abc1:rd4:BFsd1:x2:id20:mnopqrstuvwxyz1234565:nodes5:abcde5:tokeni1e6:valuesl5:abcdei1eee"
            + "1:t2:aa1:y1:re";

    assertThat(decoded(text)).isEqualTo(new Response(T, Answer.of(ANSWERER), Optional.empty()));
  }

  @Test
  void readsNoMoreNodesAndPeersThanAreDue() throws KrpcException {
    List<Node> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      many.add(new Node(ASKER, Ips.number(i)));
    }
    Response crowd = response(Answer.builder(ANSWERER).nodes(many));

    Response read = (Response) KrpcDecoder.decode(KrpcEncoder.encode(crowd));

    assertThat(read.answer().nodes()).hasSize(Krpc.MAX_NODES);
  }

  @Test
  void leavesNodesOutThatHaveNoPort() throws KrpcException {
    String node = "mnopqrstuvwxyz123456" + "\u0001\u0002\u0003\u0004\u0000\u0000";
    String text = "d1:rd2:id20:mnopqrstuvwxyz1234565:nodes26:" + node + "e1:t2:aa1:y1:re";

    assertThat(((Response) decoded(text)).answer().nodes()).isEmpty();
  }
}
