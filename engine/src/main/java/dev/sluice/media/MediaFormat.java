package dev.sluice.media;

/** How a film or song is wrapped. */
public enum MediaFormat {
  /** MP4, QuickTime and their kin: boxes. */
  MP4,
  /** Matroska and WebM: EBML. */
  MATROSKA,
  /** AVI: RIFF chunks. */
  AVI,
  /** MPEG audio, with or without ID3. */
  MP3,
  /** FLAC. */
  FLAC,
  /** Ogg, with Vorbis, Opus or whatever. */
  OGG,
  /** None of those. */
  UNKNOWN;

  /** Returns whether it is one that a player can begin before all of it is here. */
  public boolean isStreamable() {
    return this != UNKNOWN;
  }
}
