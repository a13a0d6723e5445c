package dev.sluice.api;

/**
 * Whether the router between us and the Internet lets peers in, at one moment.
 *
 * @param mapped whether it does
 * @param status one short sentence: "mapped by NAT-PMP: 203.0.113.5 port 6881", "off"
 */
public record PortMappingView(boolean mapped, String status) {
  /** No router is asked. */
  public static final PortMappingView OFF = new PortMappingView(false, "off");
}
