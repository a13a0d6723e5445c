package dev.sluice.actor;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads of the system that are kept for a while when their work is done, and do the next: where
 * there are no virtual ones, as on a phone, calling a hundred peers would else make two hundred.
 * There are as many as there is work at a time; all are daemons.
 */
final class PooledThreads implements Threads {
  /** Peers are called for as long as there are too few: the next needs a thread soon. */
  private static final long KEPT_SECONDS = 10;

  private static final String IDLE = "idle";

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          KEPT_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          this::daemon);

  private final Set<Thread> made = ConcurrentHashMap.newKeySet();

  private Thread daemon(Runnable body) {
    made.removeIf(each -> each.getState() == Thread.State.TERMINATED);
    Thread thread = new Thread(body, IDLE);
    thread.setDaemon(true);
    made.add(thread);
    return thread;
  }

  @Override
  public Actors.Task start(String name, Runnable body) {
    Work work = new Work(name, body);
    pool.execute(work);
    return work;
  }

  @Override
  public Collection<Thread> keepNone() {
    pool.setKeepAliveTime(0, TimeUnit.SECONDS);
    return made;
  }

  /** One body, and the thread that it has while it runs. An interrupt of it reaches no other. */
  private static final class Work implements Runnable, Actors.Task {
    private final String name;
    private final Runnable body;
    private @Nullable Thread worker;
    private boolean isCancelled;

    Work(String name, Runnable body) {
      this.name = name;
      this.body = body;
    }

    @Override
    public void run() {
      begin(Thread.currentThread());
      try {
        body.run();
      } finally {
        end();
      }
    }

    private synchronized void begin(Thread thread) {
      worker = thread;
      thread.setName(name);
      if (isCancelled) {
        thread.interrupt();
      }
    }

    private synchronized void end() {
      worker = null;
      Thread.currentThread().setName(IDLE);
      boolean unused = Thread.interrupted(); // meant for this body
    }

    @Override
    public synchronized void cancel() {
      isCancelled = true;
      if (worker != null) {
        worker.interrupt();
      }
    }
  }
}
