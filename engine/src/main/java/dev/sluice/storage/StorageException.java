package dev.sluice.storage;

import java.io.IOException;

/** An {@link IOException} in words for a person. */
final class StorageException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient StorageFailure failure;

  StorageException(StorageFailure failure, Exception cause) {
    super(failure.path() + ": " + failure.reason(), cause);
    this.failure = failure;
  }

  StorageException(StorageFailure failure) {
    super(failure.path() + ": " + failure.reason());
    this.failure = failure;
  }

  /** Returns what is to be told. */
  StorageFailure failure() {
    return failure;
  }
}
