/**
 * What a platform gives that has no paths: folders which it opens file by file.
 *
 * <p>Knows: open files. Must not know: torrents, lanes. Thread: the disk lanes', several at a time.
 * Read first: {@link dev.sluice.storage.platform.PlatformFolder}.
 */
package dev.sluice.storage.platform;
