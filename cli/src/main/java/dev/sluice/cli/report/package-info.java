/**
 * How downloads and checks are told to people and to programs: live on a terminal, as plain lines,
 * or as JSON.
 *
 * <p>Knows: the views and events of {@code api}, and where text goes. Must not know: options,
 * files, sessions. Thread: each object belongs to the thread of the command that made it. Read
 * first: {@link dev.sluice.cli.report.Report}.
 */
package dev.sluice.cli.report;
