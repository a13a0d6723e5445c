package dev.sluice.transport.portmap;

/**
 * A port of ours that others shall reach from outside.
 *
 * @param transport what arrives there
 * @param port 1 to 65535, here and, if the gateway agrees, outside
 */
public record Wish(Transport transport, int port) {
  /** How long a mapping is asked for; it is renewed at half of what the gateway grants. */
  static final int LIFETIME_SECONDS = 3600;

  /** What arrives at a port. */
  public enum Transport {
    TCP(6),
    UDP(17);

    /** Its number among the protocols of IP. */
    final int number;

    Transport(int number) {
      this.number = number;
    }
  }
}
