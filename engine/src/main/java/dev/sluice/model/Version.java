package dev.sluice.model;

/** Which Sluice this is, as we tell it to others. */
public final class Version {
  /** The number, as the build has it. */
  public static final String NUMBER = "0.1.0";

  /** How we name ourselves to peers (BEP 10, {@code v}). */
  public static final String CLIENT = "Sluice " + NUMBER;

  /** How we name ourselves to web servers, and in what we make. */
  public static final String PRODUCT = "Sluice/" + NUMBER;

  /** The number as four digits, for {@link PeerId}s. */
  static final String DIGITS = NUMBER.replace(".", "") + "0";

  private Version() {}
}
