package dev.sluice.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * What no class of the engine does, except those named beside the rule. {@link EngineRuleTest}
 * holds every rule against the engine, and against {@link Offender}, which breaks all of them.
 */
@SuppressWarnings("ImmutableEnumChecker") // ArchUnit does not say so, but its rules are immutable
enum EngineRule {
  ONLY_NAMED_CLASSES_START_THREADS(
      "who starts a thread must name it, end it and answer for it",
      Exceptions.STARTS_THREADS,
      Uses.construction(Thread.class)
          .or(Uses.member(Thread.class, "start", "startVirtualThread", "ofVirtual", "ofPlatform"))
          .or(Uses.member(ThreadFactory.class, "newThread"))
          .or(Uses.anythingOf(Executors.class))
          .or(Uses.anythingOf(ExecutorService.class))
          .or(Uses.anythingOf(ForkJoinPool.class))
          .or(Uses.anythingOf(CompletableFuture.class))
          .or(Uses.construction(Timer.class))
          .or(Uses.member(Collection.class, "parallelStream"))),

  ONLY_NAMED_CLASSES_SHARE_STATE(
      "every mutable object has one owner thread; others send it messages",
      Exceptions.SHARES_STATE,
      Uses.anythingIn("java.util.concurrent.locks")
          .or(Uses.anythingIn("java.util.concurrent.atomic"))
          .or(Uses.anythingOf(Semaphore.class))
          .or(Uses.anythingOf(CountDownLatch.class))
          .or(Uses.anythingOf(CyclicBarrier.class))
          .or(Uses.anythingOf(Phaser.class))
          .or(Uses.member(Object.class, "wait", "notify", "notifyAll"))),

  NOBODY_FETCHES_THE_TIME(
      "a test must be able to say what time it is; clocks are constructor arguments",
      Exceptions.READS_THE_CLOCK,
      Uses.member(System.class, "nanoTime", "currentTimeMillis")
          .or(Uses.member(Instant.class, "now"))
          .or(Uses.member(LocalDate.class, "now"))
          .or(Uses.member(LocalDateTime.class, "now"))
          .or(Uses.member(ZonedDateTime.class, "now"))
          .or(Uses.member(Clock.class, "systemUTC", "systemDefaultZone", "system"))),

  NOBODY_FETCHES_CHANCE(
      "one seed must replay a whole simulated run; randomness is a constructor argument",
      Exceptions.FETCHES_CHANCE,
      Uses.bareConstruction(Random.class)
          .or(Uses.bareConstruction(SplittableRandom.class))
          .or(Uses.bareConstruction(java.security.SecureRandom.class))
          .or(Uses.anythingOf(ThreadLocalRandom.class))
          .or(Uses.member(Math.class, "random"))
          .or(Uses.member(UUID.class, "randomUUID"))
          .or(Uses.member(RandomGenerator.class, "of", "getDefault"))),

  NOBODY_SLEEPS(
      "an actor that sleeps is deaf, and simulated time does not wake it; use Timers",
      Exceptions.SLEEPS,
      Uses.member(Thread.class, "sleep").or(Uses.member(TimeUnit.class, "sleep"))),

  NOBODY_PRINTS(
      "the engine is headless: faces print, the engine logs and sends events",
      Map.of(),
      Uses.member(System.class, "out", "err").or(Uses.member(Throwable.class, "printStackTrace"))),

  NOBODY_NEEDS_WHAT_ANDROID_LACKS(
      "the engine runs on phones too, where these do not exist",
      Map.of(),
      Uses.anythingIn("java.net.http")
          .or(Uses.anythingOf(System.Logger.class))
          .or(Uses.member(System.class, "getLogger"))
          .or(Uses.member(Thread.class, "ofVirtual", "ofPlatform", "startVirtualThread"))
          .or(Uses.anythingIn("java.lang.management"))
          .or(sequencedCollections()));

  private final ArchRule rule;

  EngineRule(
      String because,
      Map<String, String> exceptions,
      DescribedPredicate<? super JavaAccess<?>> crime) {
    this.rule =
        noClasses()
            .that(not(Uses.oneOf(exceptions.keySet())))
            .should()
            .accessTargetWhere(crime.forSubtype())
            .because(because);
  }

  ArchRule rule() {
    return rule;
  }

  /** The methods that lists, sets and maps got with JDK 21; deques had theirs all along. */
  private static DescribedPredicate<JavaAccess<?>> sequencedCollections() {
    DescribedPredicate<JavaAccess<?>> onDeques = Uses.anythingOf(Deque.class);
    DescribedPredicate<JavaAccess<?>> onNavigableMaps = Uses.anythingOf(NavigableMap.class);
    return Uses.member(Collection.class, "getFirst", "getLast", "removeFirst", "removeLast")
        .or(Uses.member(Collection.class, "addFirst", "addLast"))
        .and(not(onDeques))
        .or(
            Uses.member(Map.class, "firstEntry", "lastEntry", "pollFirstEntry", "pollLastEntry")
                .and(not(onNavigableMaps)))
        .or(Uses.member(Collection.class, "reversed"))
        .or(Uses.member(Map.class, "reversed", "putFirst", "putLast"));
  }
}
