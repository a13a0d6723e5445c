package dev.sluice.simulation;

import dev.sluice.api.TorrentState;
import dev.sluice.testkit.MemoryVolume;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A small swarm in which everything happens at once, by chance: cables are cut, disks fail or are
 * full, power is lost, users pause and verify, seeders lie, flood and hang up. When it is over
 * everybody finishes, bit-exact.
 */
final class Chaos {
  private static final int KIB = 1024;
  private static final int TROUBLED_SECONDS = 60;

  /** What a slow swarm needs after a minute of trouble; who needs more hangs. */
  private static final int PATIENCE_SECONDS = 3600;

  private final Swarm swarm;
  private final SplittableRandom chance;
  private final List<Node> leechers = new ArrayList<>();
  private final List<Puppet> puppets = new ArrayList<>();

  private Chaos(Swarm swarm) {
    this.swarm = swarm;
    this.chance = new SplittableRandom(swarm.seed());
  }

  /** Plays one; the seed decides everything. */
  static void play(long seed) {
    SplittableRandom size = new SplittableRandom(~seed);
    int pieceBytes = (16 << size.nextInt(4)) * KIB;
    int totalBytes = 300 * KIB + size.nextInt(2000 * KIB);
    Swarm.of(seed, totalBytes, pieceBytes).play(swarm -> new Chaos(swarm).play());
  }

  private void play() {
    swarm.add(NodeSetup.seeder().up((50 + chance.nextInt(200)) * KIB));
    if (chance.nextBoolean()) {
      swarm.add(NodeSetup.seeder().up(50 * KIB).lyingOnceIn(3 + chance.nextInt(50)));
    }
    for (int i = chance.nextInt(3); i > 0; i--) {
      puppets.add(swarm.add(manners()));
    }
    for (int i = 2 + chance.nextInt(4); i > 0; i--) {
      leechers.add(swarm.add(leecher()));
    }
    for (int i = 0; i < TROUBLED_SECONDS; i++) {
      swarm.at(chance.nextDouble(TROUBLED_SECONDS), this::trouble);
    }
    swarm.run(TROUBLED_SECONDS);
    leechers.forEach(Chaos::mend);
    puppets.forEach(Puppet::wakeUp);
    swarm.runUntil("all are complete", this::isOver, PATIENCE_SECONDS);
    swarm.runUntilComplete(leechers, 1);
    puppets.forEach(Puppet::hangUp); // they never heard that some cables were cut
  }

  /** A fault that showed only now is mended, too: somebody looks after a computer that says so. */
  private boolean isOver() {
    for (Node node : leechers) {
      if (node.state() == TorrentState.FAILED) {
        if (node.view().problem().isEmpty()) {
          throw new AssertionError("failed without a word: " + node);
        }
        node.torrent().resume();
      }
    }
    return leechers.stream().allMatch(Node::hasFinished);
  }

  private NodeSetup leecher() {
    return NodeSetup.leecher()
        .up((20 + chance.nextInt(100)) * KIB)
        .down((50 + chance.nextInt(500)) * KIB)
        .diskAccess(Node.millis(chance.nextInt(30)));
  }

  private PuppetManners manners() {
    PuppetManners good = PuppetManners.good((20 + chance.nextInt(100)) * KIB);
    return switch (chance.nextInt(7)) {
      case 0 -> good.withoutFast();
      case 1 -> good.neverUnchoking();
      case 2 -> good.sendingNothing();
      case 3 -> good.rejectingOnceIn(2 + chance.nextInt(9));
      case 4 -> good.chokingAfter(Node.millis(100 + chance.nextInt(3000)));
      case 5 -> good.flooding();
      default -> good;
    };
  }

  private void trouble() {
    int which = chance.nextInt(leechers.size());
    Node node = leechers.get(which);
    switch (chance.nextInt(11)) {
      case 0 -> node.torrent().pause();
      case 1 -> node.torrent().resume();
      case 2 -> node.torrent().verify();
      case 3 -> node.cutOff();
      case 4 -> node.plugIn();
      case 5 -> node.faults().failAt(1 + chance.nextInt(20));
      case 6 ->
          node.volume().limitTo(chance.nextInt(swarm.torrent().info().geometry().pieceBytes() * 4));
      case 7 -> mend(node);
      case 8 -> puppets.forEach(Puppet::hangUp);
      case 9 -> puppets.forEach(chance.nextBoolean() ? Puppet::fallSilent : Puppet::wakeUp);
      default -> leechers.set(which, cutPower(node));
    }
  }

  private static void mend(Node node) {
    node.volume().limitTo(Long.MAX_VALUE / 2);
    node.plugIn();
    node.torrent().resume();
  }

  /** Returns the computer that starts with what the power cut left on the disk of this one. */
  private Node cutPower(Node node) {
    MemoryVolume found = node.volume().afterCrash(chance);
    node.cutOff();
    node.stop();
    return swarm.add(leecher(), found);
  }
}
