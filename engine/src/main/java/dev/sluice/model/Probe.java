package dev.sluice.model;

/**
 * Is told what the engine does, as it does it, by whoever measures it; a program implements it,
 * with JDK Flight Recorder or whatever its platform has.
 *
 * <p>Called on the engine's own threads, by several at once, some of them often: it must neither
 * wait nor throw.
 */
@FunctionalInterface
public interface Probe {
  /** Nobody measures. */
  Probe NONE = event -> {};

  /** Something has happened, or has just ended. */
  void tell(ProbeEvent event);
}
