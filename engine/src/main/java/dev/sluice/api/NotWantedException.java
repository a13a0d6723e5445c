package dev.sluice.api;

/** Says in one sentence, meant for the user, why a torrent is not wanted after all. */
public final class NotWantedException extends Exception {
  private static final long serialVersionUID = 1;

  /** Takes the sentence: what, and what to do. */
  public NotWantedException(String sentence) {
    super(sentence);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
