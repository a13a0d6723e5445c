package dev.sluice.transport.lan;

/**
 * How this machine stands in its network.
 *
 * @param isUp whether it has any address there; without one, nobody can be reached
 * @param upheavals how often, so far, everything that was open may have been cut, and can be opened
 *     anew: the network came back, our address changed, the machine woke up
 */
public record NetworkState(boolean isUp, long upheavals) {
  /** All is well, and was. */
  public static final NetworkState STEADY = new NetworkState(true, 0);
}
