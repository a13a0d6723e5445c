/**
 * What {@code sluice doctor} looks at: facts about this machine, and what they mean for a download.
 *
 * <p>Knows: files, ports and limits of the machine. Must not know: options, torrents. Thread: the
 * command's. Read first: {@link dev.sluice.cli.doctor.Page}.
 */
package dev.sluice.cli.doctor;
