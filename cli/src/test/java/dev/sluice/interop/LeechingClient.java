package dev.sluice.interop;

import java.time.Duration;

/** A client that downloads, and seeds afterwards. */
interface LeechingClient extends RealClient {
  /** Returns when it says that it has everything; the deadline passing first is a failure. */
  void awaitComplete(Duration deadline);
}
