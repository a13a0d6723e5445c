/**
 * Measurements with JMH: {@code java -jar bench/target/benchmarks.jar}. Results and the machine
 * that they are from stand in {@code docs/performance.md}.
 */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
