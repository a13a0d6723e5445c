package dev.sluice.cli.report;

import java.io.PrintStream;

/** The one form in which this program complains: {@code sluice: what, which, what to do}. */
public final class ErrorLine {
  private ErrorLine() {}

  /** Prints one line; whatever could disturb the terminal is taken out of {@code problem}. */
  public static void print(PrintStream errors, String problem) {
    errors.println("sluice: " + PlainText.of(problem));
    errors.flush();
  }
}
