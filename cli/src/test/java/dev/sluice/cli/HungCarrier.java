package dev.sluice.cli;

import java.util.concurrent.ThreadFactory;

/**
 * Virtual threads that never give their carrier back, as in a read from a disk that hangs, until
 * all carriers are taken; and then one that has something to say. A process of its own, as a JVM
 * has one set of carriers.
 */
final class HungCarrier {
  private static volatile boolean isOver;

  private HungCarrier() {}

  public static void main(String[] args) throws InterruptedException {
    ThreadFactory threads = Carriers.virtualThreads();
    for (int i = 0; i < Integer.getInteger(Carriers.COUNT); i++) {
      threads.newThread(HungCarrier::hang).start();
    }
    Thread last = threads.newThread(() -> System.out.println("I had my turn"));
    last.start();
    last.join();
    isOver = true;
  }

  private static void hang() {
    while (!isOver) {
      Thread.onSpinWait();
    }
  }
}
