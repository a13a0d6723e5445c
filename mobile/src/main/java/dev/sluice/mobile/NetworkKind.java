package dev.sluice.mobile;

/** The values that {@link MobileClient#network} takes. */
public final class NetworkKind {
  /** No network at all. */
  public static final int NONE = 0;

  /** One whose bytes cost nothing. */
  public static final int UNMETERED = 1;

  /** One whose bytes cost money. */
  public static final int METERED = 2;

  private NetworkKind() {}
}
