/**
 * The plan of the house as failing tests: who may import whom, who may start threads, what a
 * message is, which BEP lives where. Every rule says why it exists and proves that it saw what it
 * judges.
 *
 * <p>Read first: {@link dev.sluice.architecture.EngineRule}.
 */
package dev.sluice.architecture;
