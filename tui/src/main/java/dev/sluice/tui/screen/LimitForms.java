package dev.sluice.tui.screen;

import dev.sluice.api.RateLimits;
import dev.sluice.api.TorrentView;
import dev.sluice.tui.screen.Form.Answer;
import dev.sluice.tui.screen.Form.Field;
import dev.sluice.tui.words.RateText;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Forms that ask for limits of rates and begin with those that hold. */
final class LimitForms {
  private LimitForms() {}

  /** Returns the form for one torrent. */
  static Form of(TorrentView torrent) {
    return form(
        "Limits of this torrent",
        torrent.limits(),
        limits -> new Wish.LimitTorrent(torrent.infoHash(), limits));
  }

  /** Returns the form for all torrents together. */
  static Form ofAll(RateLimits now) {
    return form("Limits of all together", now, Wish.LimitAll::new);
  }

  private static Form form(String title, RateLimits now, Function<RateLimits, Wish> wish) {
    return new Form(
        new Form.Wording(title, "Bytes a second, as 500K, 2M or 1MiB; empty is no limit", "limit"),
        List.of(field("Down", now.downBytesPerSecond()), field("Up", now.upBytesPerSecond())),
        texts -> read(texts, wish));
  }

  private static Field field(String label, long bytesPerSecond) {
    return new Field(label, TextField.replaceable(RateText.of(bytesPerSecond)));
  }

  private static Answer read(List<String> texts, Function<RateLimits, Wish> wish) {
    OptionalLong down = RateText.parse(texts.get(0));
    OptionalLong up = RateText.parse(texts.get(1));
    if (down.isEmpty() || up.isEmpty()) {
      String wrong = down.isEmpty() ? texts.get(0) : texts.get(1);
      return new Answer.Refused("'%s' is no rate.".formatted(wrong));
    }
    return new Answer.Wished(wish.apply(new RateLimits(down.getAsLong(), up.getAsLong())));
  }
}
