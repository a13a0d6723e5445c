package dev.sluice.cli;

/** Which Sluice this is. */
final class Version {
  /** The number, as the build has it. */
  static final String NUMBER = "0.1.0";

  /** How we name ourselves in what we make. */
  static final String PRODUCT = "Sluice/" + NUMBER;

  private Version() {}
}
