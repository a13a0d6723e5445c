package dev.sluice.dht.guard;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whom we have asked of late whether he is there, because he had asked us something. A sender can
 * be forged: without this everybody could make us ask a third party as often as he likes.
 *
 * <p>Owned by the DHT actor.
 */
public final class Greetings {
  /** Who did not answer is not asked again for so long. */
  static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** Addresses that are remembered; then the first of them is forgotten. A guess. */
  static final int MAX_GREETED = 1_000;

  private final Map<InetAddress, Long> greetedNanos =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) {
          return size() > MAX_GREETED;
        }
      };

  /** Has greeted nobody yet. */
  public Greetings() {}

  /** Returns whether {@code ip} may be greeted now, and takes it for done. */
  public boolean mayGreet(InetAddress ip, long nowNanos) {
    @Nullable Long last = greetedNanos.get(ip);
    if (last != null && nowNanos - last < PAUSE_NANOS) {
      return false;
    }
    greetedNanos.remove(ip);
    greetedNanos.put(ip, nowNanos);
    return true;
  }
}
