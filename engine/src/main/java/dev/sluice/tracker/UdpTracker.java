package dev.sluice.tracker;

import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.model.PeerAddress;
import dev.sluice.transport.http.Origin;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Asks trackers over UDP.
 *
 * <p>Every call opens a socket and connects anew, though a connection id would live for a minute:
 * some trackers tie it to the port as well as to the address, and count a mismatch against us. One
 * more round trip is the price of having no state between calls.
 */
@Bep({15, 41})
final class UdpTracker implements TrackerClient {
  private final UdpNetwork network;
  private final TrackerPolicy policy;
  private final UdpTimeouts timeouts;

  UdpTracker(UdpNetwork network, TrackerPolicy policy, UdpTimeouts timeouts) {
    this.network = network;
    this.policy = policy;
    this.timeouts = timeouts;
  }

  @Override
  public AnnounceReply announce(URI tracker, AnnounceRequest request) throws InterruptedException {
    try {
      Heard heard = ask(tracker, UdpQuestion.Announce.to(tracker, request));
      return heard.answer().isError()
          ? new AnnounceReply.Refused(heard.answer().error(), new AnnounceReply.Retry.Unsaid())
          : heard.answer().announceReply(heard.peerBytes());
    } catch (IOException e) {
      return new AnnounceReply.Failed(FailureText.of(e));
    }
  }

  @Override
  public ScrapeReply scrape(URI tracker, List<InfoHash> torrents) throws InterruptedException {
    ScrapeBatch.check(torrents);
    try {
      Heard heard = ask(tracker, new UdpQuestion.Scrape(torrents));
      return heard.answer().isError()
          ? new ScrapeReply.Refused(heard.answer().error())
          : heard.answer().scrapeReply(torrents);
    } catch (IOException e) {
      return new ScrapeReply.Failed(FailureText.of(e));
    }
  }

  /**
   * Tries the tracker's addresses in turn, each next try with twice the patience. An address that
   * cannot be reached at all is dropped at once.
   */
  private Heard ask(URI tracker, UdpQuestion question) throws IOException, InterruptedException {
    Deque<Way> ways = ways(tracker);
    try {
      for (int n = 0; n <= timeouts.retransmissions(); ) {
        Way way = ways.removeFirst();
        try {
          ways.addLast(way);
          Optional<UdpAnswer> answer = way.conversation().ask(question, timeouts.nanos(n++));
          if (answer.isPresent()) {
            return new Heard(answer.get(), way.peerBytes());
          }
        } catch (IOException e) {
          ways.remove(way);
          way.close();
          if (ways.isEmpty()) {
            throw e;
          }
        }
      }
      throw new IOException("no answer");
    } finally {
      ways.forEach(Way::close);
    }
  }

  private Deque<Way> ways(URI tracker) throws IOException, InterruptedException {
    Origin origin =
        Origin.of(tracker, 0)
            .orElseThrow(() -> new IOException("the tracker's URL names no host and port"));
    List<Way> ways = new ArrayList<>();
    String objection = origin.host() + " has no address";
    for (InetSocketAddress address : network.addresses(origin)) {
      Optional<String> refused = objection(address);
      if (refused.isPresent()) {
        objection = refused.get();
      } else {
        ways.add(new Way(address));
      }
    }
    if (ways.isEmpty()) {
      throw new IOException(objection);
    }
    return new ArrayDeque<>(ways);
  }

  private Optional<String> objection(InetSocketAddress address) {
    return address.isUnresolved()
        ? Optional.empty()
        : policy.objectionToDatagrams(address.getAddress());
  }

  /** What came, and how long its entries are. */
  private record Heard(UdpAnswer answer, int peerBytes) {}

  /** One address of the tracker; a socket once it is used. */
  private final class Way {
    private final InetSocketAddress address;
    private Optional<UdpConversation> conversation = Optional.empty();

    Way(InetSocketAddress address) {
      this.address = address;
    }

    UdpConversation conversation() throws IOException {
      if (conversation.isEmpty()) {
        DatagramLink link = network.links().open(address);
        conversation = Optional.of(new UdpConversation(link, network.clock(), network.random()));
      }
      return conversation.get();
    }

    /** Behind a proxy that looks the name up, the tracker is taken to answer over IPv4. */
    int peerBytes() {
      return address.getAddress() instanceof Inet6Address
          ? PeerAddress.COMPACT_IPV6_BYTES
          : PeerAddress.COMPACT_IPV4_BYTES;
    }

    void close() {
      conversation.ifPresent(UdpConversation::close);
    }
  }
}
