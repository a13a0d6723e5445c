package dev.sluice.storage;

/** Work that the disk may refuse. */
@FunctionalInterface
interface DiskWork {
  void run() throws StorageException;
}
