import org.jspecify.annotations.NullMarked;

/** The terminal UI: torrents as screens of text, moved by keys and mouse. */
@NullMarked
module dev.sluice.tui {
  requires transitive dev.sluice.engine;
  requires dev.tamboui.core;
  requires org.jline.terminal;
  requires org.jline.terminal.ffm;
  requires static org.jspecify;

  exports dev.sluice.tui;
}
