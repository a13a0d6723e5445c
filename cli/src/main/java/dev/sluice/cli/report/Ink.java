package dev.sluice.cli.report;

/** How a piece of text looks on a terminal that knows colours. */
enum Ink {
  /** As the terminal writes anything. */
  PLAIN(""),
  /** What the eye should find first. */
  STRONG("\u001b[1m"),
  /** What matters less. */
  FAINT("\u001b[2m"),
  /** Under way. */
  BUSY("\u001b[36m"),
  /** Done. */
  GOOD("\u001b[32m"),
  /** Failed. */
  BAD("\u001b[31m");

  static final String RESET = "\u001b[0m";

  private final String sequence;

  Ink(String sequence) {
    this.sequence = sequence;
  }

  String sequence() {
    return sequence;
  }
}
