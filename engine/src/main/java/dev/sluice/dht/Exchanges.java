package dev.sluice.dht;

import dev.sluice.bencode.BString;
import dev.sluice.model.PeerAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The questions under way. Each has a random number of 32 bits, and is answered only by that number
 * from that address: who wants to forge an answer has to see the question, or to guess.
 *
 * <p>Owned by the DHT actor.
 */
final class Exchanges {
  /** After so long nobody answers any more. libtorrent waits 15 s, to little avail. */
  static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(6);

  /** Questions under way, more than any honest load needs: 8 searches with 4 each, and pings. */
  static final int MAX_OPEN = 512;

  private final Random random;

  /** In the order of sending, which is the order of their ends. */
  private final Map<Integer, Exchange> open = new LinkedHashMap<>();

  Exchanges(Random random) {
    this.random = random;
  }

  boolean isFull() {
    return open.size() >= MAX_OPEN;
  }

  int size() {
    return open.size();
  }

  /** Begins an exchange and returns its number. */
  BString begin(Exchange exchange) {
    int number = random.nextInt();
    while (open.containsKey(number)) {
      number = random.nextInt();
    }
    open.put(number, exchange);
    return BString.of(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  /** Takes the exchange that an answer of this number from this address ends, if there is one. */
  Optional<Exchange> end(BString transaction, PeerAddress from) {
    if (transaction.length() != Integer.BYTES) {
      return Optional.empty();
    }
    int number = transaction.bytes().getInt();
    @Nullable Exchange exchange = open.get(number);
    if (exchange == null || !exchange.address().equals(from)) {
      return Optional.empty();
    }
    open.remove(number);
    return Optional.of(exchange);
  }

  /** Takes the exchanges that have waited for too long. */
  List<Exchange> expire(long nowNanos) {
    List<Exchange> expired = new ArrayList<>();
    Iterator<Exchange> oldest = open.values().iterator();
    while (oldest.hasNext()) {
      Exchange exchange = oldest.next();
      if (nowNanos - exchange.sentNanos() < TIMEOUT_NANOS) {
        break;
      }
      oldest.remove();
      expired.add(exchange);
    }
    return expired;
  }
}
