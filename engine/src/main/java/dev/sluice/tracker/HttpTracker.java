package dev.sluice.tracker;

import dev.sluice.bencode.Bencode;
import dev.sluice.bencode.BencodeException;
import dev.sluice.bencode.BencodeLimits;
import dev.sluice.model.Bep;
import dev.sluice.model.InfoHash;
import dev.sluice.transport.http.HttpClient;
import dev.sluice.transport.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks trackers over HTTP and HTTPS. */
@Bep({3, 48})
final class HttpTracker implements TrackerClient {
  /** Torrents whose tracker ids are kept; beyond, a tracker has to do without. About 1 MB. */
  private static final int MAX_TRACKER_IDS = 4096;

  /** Longer ones are not kept: they would be sent with every announce. */
  private static final int MAX_TRACKER_ID_BYTES = 256;

  private final HttpClient http;
  private final TrackerPolicy policy;

  /** Escaped tracker ids; the one thing that many threads share. */
  private final Map<Relation, String> trackerIds = new ConcurrentHashMap<>();

  HttpTracker(HttpClient http, TrackerPolicy policy) {
    this.http = http;
    this.policy = policy;
  }

  @Override
  public AnnounceReply announce(URI tracker, AnnounceRequest request) throws InterruptedException {
    Relation relation = new Relation(tracker, request.infoHash());
    URI url = AnnounceUrl.announce(tracker, request, trackerIds.getOrDefault(relation, ""));
    try {
      HttpAnswer answer = ask(tracker, url);
      remember(relation, answer, request.event());
      return answer.announceReply();
    } catch (IOException e) {
      return new AnnounceReply.Failed(FailureText.of(e));
    }
  }

  private void remember(Relation relation, HttpAnswer answer, AnnounceEvent event) {
    if (event == AnnounceEvent.STOPPED) {
      trackerIds.remove(relation);
      return;
    }
    Optional<byte[]> id = answer.trackerId().filter(i -> i.length <= MAX_TRACKER_ID_BYTES);
    if (id.isPresent() && trackerIds.size() < MAX_TRACKER_IDS) {
      trackerIds.put(relation, AnnounceUrl.escaped(id.get()));
    }
  }

  @Override
  public ScrapeReply scrape(URI tracker, List<InfoHash> torrents) throws InterruptedException {
    ScrapeBatch.check(torrents);
    Optional<URI> url = AnnounceUrl.scrape(tracker, torrents);
    if (url.isEmpty()) {
      return new ScrapeReply.Failed("the tracker's URL does not say how to scrape it");
    }
    try {
      return ask(tracker, url.get()).scrapeReply(torrents);
    } catch (IOException e) {
      return new ScrapeReply.Failed(FailureText.of(e));
    }
  }

  /** Some trackers put a refusal under an error status; without one, the status is the answer. */
  private HttpAnswer ask(URI tracker, URI url) throws IOException, InterruptedException {
    HttpResponse response = http.get(url, policy.forRequestsTo(tracker));
    boolean isOk = response.status() == 200;
    try {
      ByteBuffer body = ByteBuffer.wrap(response.body());
      // A prefix: some trackers let a line break or a counter's script follow.
      HttpAnswer answer = new HttpAnswer(Bencode.decodePrefix(body, BencodeLimits.MESSAGE));
      if (isOk || answer.isRefusal()) {
        return answer;
      }
    } catch (BencodeException e) {
      if (isOk) {
        throw new IOException("the tracker's answer is garbled: " + e.getMessage(), e);
      }
    }
    throw new IOException("the tracker answered with HTTP status " + response.status());
  }

  /** A torrent at a tracker. */
  private record Relation(URI tracker, InfoHash infoHash) {}
}
