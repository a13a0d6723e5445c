package dev.sluice.session;

import dev.sluice.actor.Published;
import dev.sluice.transport.http.AddressScope;
import java.net.InetAddress;

/**
 * Whether we can be reached from outside, as calls show: whoever calls from there has come through
 * our router. Any thread may call.
 */
final class Reach {
  private final Published<Boolean> reached = new Published<>(false);

  /** A peer has called that wants a torrent of ours. */
  void onCalled(InetAddress caller) {
    if (AddressScope.of(caller) == AddressScope.PUBLIC) {
      reached.set(true);
    }
  }

  /** Returns whether anybody from outside has called. */
  boolean isShown() {
    return reached.get();
  }
}
