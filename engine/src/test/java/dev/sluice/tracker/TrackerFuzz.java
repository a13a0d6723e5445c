package dev.sluice.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bencode.Bencode;
import dev.sluice.bencode.BencodeException;
import dev.sluice.bencode.BencodeLimits;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.model.PeerId;
import dev.sluice.testkit.Allocations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** What trackers answer, over HTTP and UDP: whatever it says, our reply keeps within our limits. */
public final class TrackerFuzz {
  private static final int TRANSACTION = 0x61626364;
  private static final List<InfoHash> TORRENTS =
      List.of(InfoHash.parseHex("61".repeat(20)), InfoHash.parseHex("62".repeat(20)));

  private static final List<UdpQuestion> QUESTIONS =
      List.of(
          new UdpQuestion.Connect(),
          new UdpQuestion.Announce(
              new AnnounceRequest(
                  TORRENTS.get(0),
                  PeerId.random(new Random(1)),
                  6881,
                  0,
                  0,
                  1,
                  AnnounceEvent.STARTED,
                  50,
                  7),
              "/announce"),
          new UdpQuestion.Scrape(TORRENTS));

  private TrackerFuzz() {}

  /** Reads as the body of an HTTP answer, and as a datagram for each question. */
  public static void fuzzerTestOneInput(byte[] input) {
    Allocations.within(5_000_000 + 3_000L * input.length, () -> read(input));
  }

  private static void read(byte[] input) {
    http(input);
    for (UdpQuestion question : QUESTIONS) {
      udp(ByteBuffer.wrap(input), question);
    }
  }

  private static void http(byte[] input) {
    try {
      HttpAnswer answer =
          new HttpAnswer(
              Bencode.decodePrefix(ByteBuffer.wrap(input.clone()), BencodeLimits.MESSAGE));
      expectSound(answer.announceReply());
      expectSound(answer.scrapeReply(TORRENTS));
      answer.trackerId();
    } catch (BencodeException e) {
      assertThat(e.position()).isBetween(0, input.length);
    }
  }

  private static void udp(ByteBuffer datagram, UdpQuestion question) {
    try {
      UdpAnswer.parse(datagram, question, TRANSACTION)
          .ifPresent(answer -> expectSound(answer, question));
    } catch (IOException e) {
      expectPrintable(FailureText.of(e));
    }
  }

  private static void expectSound(UdpAnswer answer, UdpQuestion question) {
    if (answer.isError()) {
      expectSound(new AnnounceReply.Refused(answer.error(), new AnnounceReply.Retry.Unsaid()));
      return;
    }
    switch (question) {
      case UdpQuestion.Connect connect -> answer.connectionId();
      case UdpQuestion.Announce announce -> {
        expectSound(answer.announceReply(PeerAddress.COMPACT_IPV4_BYTES));
        expectSound(answer.announceReply(PeerAddress.COMPACT_IPV6_BYTES));
      }
      case UdpQuestion.Scrape scrape -> expectSound(answer.scrapeReply(scrape.torrents()));
    }
  }

  private static void expectSound(AnnounceReply reply) {
    expectPrintable(reply.message());
    if (reply instanceof AnnounceReply.Accepted accepted) {
      assertThat(accepted.peers()).hasSizeLessThanOrEqualTo(AnnounceReply.Accepted.MAX_PEERS);
      assertThat(accepted.peers()).allMatch(peer -> peer.port() > 0);
      assertThat(accepted.intervalNanos())
          .isBetween(
              AnnounceReply.Accepted.MIN_INTERVAL_NANOS, AnnounceReply.Accepted.MAX_INTERVAL_NANOS);
      assertThat(accepted.minIntervalNanos())
          .isBetween(AnnounceReply.Accepted.MIN_INTERVAL_NANOS, accepted.intervalNanos());
    }
  }

  private static void expectSound(ScrapeReply reply) {
    if (reply instanceof ScrapeReply.Accepted accepted) {
      assertThat(accepted.torrents().keySet()).isSubsetOf(TORRENTS);
    }
  }

  private static void expectPrintable(String text) {
    assertThat(text.chars()).noneMatch(Character::isISOControl);
  }
}
