package dev.sluice.mobile;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The thread that hands orders to the foreman, one after the other, and tells it the time. */
final class Worker {
  private final Foreman foreman;
  private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
  private volatile boolean hasEnded;

  Worker(Foreman foreman) {
    this.foreman = foreman;
  }

  void begin() {
    Thread thread = new Thread(this::work, "sluice-mobile-work");
    thread.setDaemon(true);
    thread.start();
  }

  /** Leaves an order; any thread may. */
  void tell(Order order) {
    orders.add(order);
  }

  /** Returns whether everything is closed for good; any thread may ask. */
  boolean hasEnded() {
    return hasEnded;
  }

  private void work() {
    try {
      while (!foreman.hasEnded()) {
        next().ifPresent(foreman::carryOut);
        foreman.onTime(System.nanoTime());
      }
    } catch (InterruptedException e) {
      foreman.end();
    } finally {
      hasEnded = true;
    }
  }

  private Optional<Order> next() throws InterruptedException {
    long idleNanos = foreman.idleNanos(System.nanoTime());
    return Optional.ofNullable(orders.poll(idleNanos, TimeUnit.NANOSECONDS));
  }
}
