package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bencode.BString;
import dev.sluice.dht.NodeRole;
import dev.sluice.dht.PeerQuest;
import dev.sluice.dht.krpc.Answer;
import dev.sluice.dht.krpc.Krpc;
import dev.sluice.dht.krpc.KrpcEncoder;
import dev.sluice.dht.krpc.KrpcMessage;
import dev.sluice.dht.krpc.KrpcMessage.Failure;
import dev.sluice.dht.krpc.KrpcMessage.Query;
import dev.sluice.dht.krpc.KrpcMessage.Response;
import dev.sluice.dht.krpc.PeerRole;
import dev.sluice.dht.krpc.Question;
import dev.sluice.dht.krpc.Question.AnnouncePeer.PortSource;
import dev.sluice.dht.node.AddressFamily;
import dev.sluice.dht.node.Ips;
import dev.sluice.dht.node.Node;
import dev.sluice.dht.node.NodeId;
import dev.sluice.dht.node.SecureIds;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What strangers try on a DHT node, and what must come of it. */
class DhtThreatsTest {
  private static final PeerAddress STRANGER = Ips.at("60.1.2.3", 7000);
  private static final PeerAddress OTHER = Ips.at("61.1.2.3", 7000);
  private static final InfoHash TORRENT = InfoHash.parseHex("ab".repeat(20));

  private final DhtStage stage = new DhtStage(NodeRole.FULL);
  private final NodeId id = NodeId.random(stage.random());

  private Question.AnnouncePeer announce(BString token) {
    return new Question.AnnouncePeer(TORRENT, 6881, PortSource.STATED, PeerRole.PEER, token);
  }

  private BString tokenFor(PeerAddress asker) {
    stage.ask(asker, id, new Question.GetPeers(TORRENT, Set.of(), Set.of()));
    Response response = (Response) stage.onlyAnswerTo(asker);
    return response.answer().token().orElseThrow();
  }

  private List<PeerAddress> stored() {
    stage.ask(OTHER, id, new Question.GetPeers(TORRENT, Set.of(), Set.of()));
    return ((Response) stage.onlyAnswerTo(OTHER)).answer().peers();
  }

  @Nested
  class Announces {
    @Test
    void areTakenFromWhoeverHasAToken() {
      stage.ask(STRANGER, id, announce(tokenFor(STRANGER)));

      assertThat(stage.onlyAnswerTo(STRANGER)).isInstanceOf(Response.class);
      assertThat(stored()).containsExactly(Ips.at("60.1.2.3", 6881));
    }

    @Test
    void withAnImpliedPortMeanTheOneThatTheDatagramCameFrom() {
      BString token = tokenFor(STRANGER);
      stage.ask(
          STRANGER,
          id,
          new Question.AnnouncePeer(TORRENT, 1, PortSource.IMPLIED, PeerRole.PEER, token));

      stage.onlyAnswerTo(STRANGER);
      assertThat(stored()).containsExactly(STRANGER);
    }

    @Test
    void areRefusedWithoutAToken() {
      stage.ask(STRANGER, id, announce(BString.of("invented")));

      assertThat(((Failure) stage.onlyAnswerTo(STRANGER)).code()).isEqualTo(203);
      assertThat(stored()).isEmpty();
    }

    @Test
    void areRefusedWithTheTokenOfAnotherSoNobodyIsNamedWhoDidNotAsk() {
      BString token = tokenFor(OTHER);

      stage.ask(STRANGER, id, announce(token));

      assertThat(stage.onlyAnswerTo(STRANGER)).isInstanceOf(Failure.class);
      assertThat(stored()).isEmpty();
    }

    @Test
    void areRefusedWithATokenThatIsTooOld() {
      BString token = tokenFor(STRANGER);
      stage.run(601);
      stage.takeSent();

      stage.ask(STRANGER, id, announce(token));

      assertThat(stage.onlyAnswerTo(STRANGER)).isInstanceOf(Failure.class);
    }
  }

  @Nested
  class ForgedAnswers {
    private BString asked() {
      stage.dht().visit(STRANGER);
      stage.run(0.01);
      return stage.takeSentTo(STRANGER).get(0).message().transaction();
    }

    @Test
    void fromAnotherAddressAreNotHeard() {
      BString transaction = asked();

      stage.answer(OTHER, transaction, Answer.of(id));
      stage.answer(Ips.at("60.1.2.3", 7001), transaction, Answer.of(id));
      stage.run(2);

      assertThat(stage.dht().view().nodeCount()).isZero();
    }

    @Test
    void withAnotherTransactionAreNotHeard() {
      asked();

      for (int i = 0; i < 1_000; i++) {
        stage.answer(
            STRANGER, BString.of(new byte[] {0, 0, (byte) (i >> 8), (byte) i}), Answer.of(id));
      }
      stage.answer(STRANGER, BString.of("aa"), Answer.of(id));
      stage.run(2);

      assertThat(stage.dht().view().nodeCount()).isZero();
    }

    @Test
    void areNotHeardTwice() {
      BString transaction = asked();
      stage.answer(STRANGER, transaction, Answer.of(id));
      stage.run(2);
      assertThat(stage.dht().view().nodeCount()).isEqualTo(1);

      NodeId another = NodeId.random(stage.random());
      stage.answer(STRANGER, transaction, Answer.of(another));
      stage.run(2);

      assertThat(stage.dht().view().nodeCount()).as("not taken for a change of id").isEqualTo(1);
    }
  }

  @Nested
  class Floods {
    @Test
    void ofOneAddressAreNotAnsweredForLong() {
      for (int i = 0; i < 2_000; i++) {
        stage.ask(STRANGER, id, new Question.Ping());
      }

      assertThat(stage.takeSentTo(STRANGER)).hasSizeBetween(50, 70);
      assertThat(stage.dht().view().traffic().refusedCount()).isPositive();
    }

    @Test
    void ofForgedAddressesCostNoMoreThanTheBudget() {
      populate();
      stage.takeSent();

      for (int i = 0; i < 5_000; i++) {
        stage.ask(Ips.number(1_000 + i), id, everything());
      }

      long sent = stage.takeSent().stream().mapToLong(each -> each.payload().length).sum();
      assertThat(sent).as("bytes in 5 seconds").isLessThan(300_000);
    }

    @Test
    void doNotMakeAnswersMuchLongerThanQuestions() {
      populate();
      stage.takeSent();

      stage.ask(STRANGER, id, everything());

      List<DhtStage.Sent> answers = stage.takeSentTo(STRANGER);
      assertThat(answers.get(0).payload().length).isLessThanOrEqualTo(Krpc.MAX_SENT_BYTES);
    }

    /** Fills the table and the store. */
    private void populate() {
      for (int i = 0; i < 40; i++) {
        PeerAddress address = Ips.number(i);
        stage.join(address, SecureIds.draw(address.ip(), stage.random()));
      }
      for (int i = 0; i < 60; i++) {
        PeerAddress peer = Ips.number(200 + i);
        stage.ask(peer, id, new Question.GetPeers(TORRENT, Set.of(), Set.of()));
        Response response = (Response) stage.onlyAnswerTo(peer);
        stage.ask(peer, id, announce(response.answer().token().orElseThrow()));
        stage.run(1);
      }
    }

    private Question everything() {
      return new Question.GetPeers(
          TORRENT,
          Set.of(AddressFamily.IPV4, AddressFamily.IPV6),
          Set.of(Question.GetPeers.Extra.SCRAPE));
    }
  }

  @Nested
  class NamedNodes {
    private Set<PeerAddress> askedAfter(List<Node> named) {
      stage.join(STRANGER, id);
      stage.takeSent();
      stage.dht().findPeers(new PeerQuest(TORRENT, Optional::empty, new DhtStage.Ignored()));
      stage.run(1.5);
      for (DhtStage.Sent question : stage.takeSentTo(STRANGER)) {
        stage.answer(
            STRANGER, question.message().transaction(), Answer.builder(id).nodes(named).build());
      }
      stage.run(30);
      return stage.takeSent().stream()
          .filter(each -> isQuestionOfTheSearch(each.message()))
          .map(DhtStage.Sent::to)
          .filter(address -> !address.equals(STRANGER))
          .collect(Collectors.toSet());
    }

    private boolean isQuestionOfTheSearch(KrpcMessage message) {
      return message instanceof Query query && !(query.question() instanceof Question.Ping);
    }

    private Node node(PeerAddress address) {
      return new Node(NodeId.of(TORRENT).randomSharing(30, stage.random()), address);
    }

    @Test
    void areAskedIfTheyMayBeReal() {
      assertThat(askedAfter(List.of(node(OTHER)))).containsExactly(OTHER);
    }

    @Test
    void areNotAskedInOurOwnNetworkOrAtSystemPorts() {
      List<Node> named =
          List.of(
              node(Ips.at("127.0.0.1", 7000)),
              node(Ips.at("10.0.0.1", 7000)),
              node(Ips.at("192.168.1.1", 7000)),
              node(Ips.at("169.254.169.254", 7000)),
              node(Ips.at("224.0.0.1", 7000)),
              node(Ips.at("255.255.255.255", 7000)),
              node(Ips.at("62.1.2.3", 53)));

      assertThat(askedAfter(named)).isEmpty();
    }

    @Test
    void areNotAskedByTheDozenAtOneVictim() {
      List<Node> named = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        named.add(node(Ips.at("62.1.2.3", 7000 + i)));
      }

      assertThat(askedAfter(named)).hasSize(1);
    }
  }

  @Nested
  class Liars {
    @Test
    void whoChangeTheirIdAreDropped() {
      stage.join(STRANGER, id);
      stage.run(2);
      assertThat(stage.dht().view().nodeCount()).isEqualTo(1);

      stage.join(STRANGER, NodeId.random(stage.random()));
      stage.run(2);

      assertThat(stage.dht().view().nodeCount()).isZero();
    }

    @Test
    void whoOnlyAskAreNotRemembered() {
      for (int i = 0; i < 100; i++) {
        stage.ask(Ips.number(i), NodeId.random(stage.random()), new Question.Ping());
      }
      stage.run(30);

      assertThat(stage.dht().view().nodeCount()).isZero();
    }

    @Test
    void areToldNothingButAnErrorForNonsense() {
      stage.receive(
          STRANGER,
          "d1:ad2:id20:abcdefghij0123456789e1:q4:evil1:t2:aa1:y1:qe"
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(((Failure) stage.onlyAnswerTo(STRANGER)).code()).isEqualTo(204);

      stage.receive(STRANGER, "d1:y1:qe".getBytes(StandardCharsets.US_ASCII));
      stage.receive(STRANGER, new byte[0]);
      stage.receive(STRANGER, "l".repeat(1400).getBytes(StandardCharsets.US_ASCII));

      assertThat(stage.takeSentTo(STRANGER)).isEmpty();
      stage.run(2);
      assertThat(stage.dht().view().traffic().malformedCount()).isEqualTo(4);
    }
  }

  /** BEP 43. */
  @Nested
  class ReadOnly {
    @Test
    void nodesAreAnsweredAndNotRemembered() {
      byte[] ping = KrpcEncoder.encode(new Query(BString.of("q1"), id, true, new Question.Ping()));

      stage.receive(STRANGER, ping);
      stage.run(10);

      List<DhtStage.Sent> sent = stage.takeSentTo(STRANGER);
      assertThat(sent).hasSize(1);
      assertThat(sent.get(0).message()).isInstanceOf(Response.class);
    }

    @Test
    void weAnswerNothingAndSaySo() {
      DhtStage shy = new DhtStage(NodeRole.READ_ONLY, OTHER);
      shy.run(1);
      assertThat(shy.takeSentTo(OTHER))
          .isNotEmpty()
          .allMatch(sent -> ((Query) sent.message()).readOnly());

      shy.ask(STRANGER, id, new Question.Ping());

      assertThat(shy.takeSentTo(STRANGER)).isEmpty();
    }
  }

  /** BEP 42. */
  @Nested
  class ExternalAddress {
    private void vote(int voter, String seen) {
      PeerAddress address = Ips.number(voter);
      stage.dht().visit(address);
      stage.run(0.01);
      for (DhtStage.Sent question : stage.takeSentTo(address)) {
        stage.receive(
            address,
            KrpcEncoder.encode(
                new Response(
                    question.message().transaction(),
                    Answer.of(SecureIds.draw(address.ip(), stage.random())),
                    Optional.of(Ips.at(seen, 6881)))));
      }
    }

    private NodeId ownId() {
      stage.run(1.1);
      return Objects.requireNonNull(stage.dht().view().families().get(AddressFamily.IPV4)).id();
    }

    @Test
    void givesUsAnIdOnceEnoughNodesSayIt() {
      for (int i = 0; i < 10; i++) {
        vote(i, "84.124.73.14");
      }

      assertThat(SecureIds.isSecure(ownId(), Ips.ip("84.124.73.14"))).isTrue();
    }

    @Test
    void isNotWhatAFewLiarsSay() {
      NodeId before = ownId();
      for (int i = 0; i < 5; i++) {
        vote(i, "84.124.73.14");
      }

      assertThat(ownId()).isEqualTo(before);
    }

    @Test
    void givesUsAnotherIdWhenItChanges() {
      for (int i = 0; i < 10; i++) {
        vote(i, "84.124.73.14");
      }
      NodeId first = ownId();

      for (int i = 100; i < 140; i++) {
        vote(i, "43.213.53.83");
      }

      assertThat(ownId()).isNotEqualTo(first);
      assertThat(SecureIds.isSecure(ownId(), Ips.ip("43.213.53.83"))).isTrue();
    }
  }
}
