package dev.sluice.architecture;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Breaks every {@link EngineRule}, so that a rule which sees nothing cannot pass for obeyed. */
final class Offender {
  private final ReentrantLock lock = new ReentrantLock();
  private final Random random = new Random();
  private volatile int shared;

  void offend(List<String> words) throws InterruptedException {
    lock.lock();
    Thread.ofVirtual().start(() -> System.out.println(words.getFirst() + random.nextInt()));
    TimeUnit.NANOSECONDS.sleep(System.nanoTime());
  }

  synchronized int share() {
    return ++shared;
  }
}
