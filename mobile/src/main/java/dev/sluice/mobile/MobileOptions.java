package dev.sluice.mobile;

import java.util.Optional;

/**
 * How an app wants it. Set before it is given to {@link MobileClient}, which takes a copy. Not for
 * several threads at once.
 */
public final class MobileOptions {
  private final String stateFolder;
  private final String downloadFolder;
  private Optional<MobileFolder> documents = Optional.empty();
  private String bindAddress = "";
  private int port = 6881;
  private int maxPeers = 40;
  private boolean usesDht = true;
  private boolean usesLocalNetwork = true;
  private long meteredBytesPerSecond;
  private int leastBatteryPercent = 15;
  private boolean isOnlyWhileCharging;

  /**
   * Takes the folders, which are made when missing.
   *
   * @param stateFolder where resume data is kept; the app's own storage, such as {@code filesDir}
   * @param downloadFolder where files go
   */
  public MobileOptions(String stateFolder, String downloadFolder) {
    this.stateFolder = stateFolder;
    this.downloadFolder = downloadFolder;
  }

  MobileOptions(MobileOptions other) {
    this(other.stateFolder, other.downloadFolder);
    documents = other.documents;
    bindAddress = other.bindAddress;
    port = other.port;
    maxPeers = other.maxPeers;
    usesDht = other.usesDht;
    usesLocalNetwork = other.usesLocalNetwork;
    meteredBytesPerSecond = other.meteredBytesPerSecond;
    leastBatteryPercent = other.leastBatteryPercent;
    isOnlyWhileCharging = other.isOnlyWhileCharging;
  }

  /** Returns where resume data is kept. */
  public String stateFolder() {
    return stateFolder;
  }

  /** Returns where files go. */
  public String downloadFolder() {
    return downloadFolder;
  }

  /**
   * Lets files go into {@code folder}, which only the app can open; {@link #downloadFolder} is then
   * only what it is called in messages.
   */
  public void documents(MobileFolder folder) {
    documents = Optional.of(folder);
  }

  Optional<MobileFolder> documents() {
    return documents;
  }

  /** Returns the local address of every socket; empty lets the system choose. */
  public String bindAddress() {
    return bindAddress;
  }

  /** Binds every socket to {@code address}, a literal; empty lets the system choose. */
  public void bindAddress(String address) {
    bindAddress = address;
  }

  /** Returns the port that peers connect to. */
  public int port() {
    return port;
  }

  /** Sets the port that peers connect to, to 65535; 0 is any. */
  public void port(int number) {
    if (number < 0 || number > 0xffff) {
      throw new IllegalArgumentException("no such port: " + number);
    }
    port = number;
  }

  /** Returns how many connections one torrent may have. */
  public int maxPeers() {
    return maxPeers;
  }

  /** Sets how many connections one torrent may have, at least 1; each has two threads. */
  public void maxPeers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a torrent needs a peer at least, not " + count);
    }
    maxPeers = count;
  }

  /** Returns whether peers are looked for in the DHT. */
  public boolean usesDht() {
    return usesDht;
  }

  /** Sets whether peers are looked for in the DHT. */
  public void usesDht(boolean uses) {
    usesDht = uses;
  }

  /** Returns whether peers are looked for in the local network. */
  public boolean usesLocalNetwork() {
    return usesLocalNetwork;
  }

  /** Sets whether peers are looked for in the local network; Android wants a multicast lock. */
  public void usesLocalNetwork(boolean uses) {
    usesLocalNetwork = uses;
  }

  /** Returns what may be sent, and what received, a second in a metered network; 0 is nothing. */
  public long meteredBytesPerSecond() {
    return meteredBytesPerSecond;
  }

  /** Sets what may be sent, and what received, a second in a metered network; 0 pauses there. */
  public void meteredBytesPerSecond(long bytesPerSecond) {
    meteredBytesPerSecond = Math.max(0, bytesPerSecond);
  }

  /** Returns below how much battery torrents pause while it is not being charged. */
  public int leastBatteryPercent() {
    return leastBatteryPercent;
  }

  /** Sets below how much battery, 0 to 100, torrents pause while it is not being charged. */
  public void leastBatteryPercent(int percent) {
    leastBatteryPercent = percent;
  }

  /** Returns whether torrents run only while the battery is being charged. */
  public boolean isOnlyWhileCharging() {
    return isOnlyWhileCharging;
  }

  /** Sets whether torrents run only while the battery is being charged. */
  public void onlyWhileCharging(boolean only) {
    isOnlyWhileCharging = only;
  }
}
