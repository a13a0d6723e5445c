package dev.sluice.session;

import dev.sluice.model.AddressRanges;
import dev.sluice.transport.Connection;
import dev.sluice.transport.Listener;
import java.io.IOException;

/** A listener that hangs up on who calls from a blocked address, and says nothing. */
final class SelectiveListener implements Listener {
  private final Listener listener;
  private final AddressRanges blocked;

  SelectiveListener(Listener listener, AddressRanges blocked) {
    this.listener = listener;
    this.blocked = blocked;
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public Connection accept() throws IOException {
    Connection connection = listener.accept();
    while (blocked.contains(connection.remote().ip())) {
      connection.close();
      connection = listener.accept();
    }
    return connection;
  }

  @Override
  public boolean isOpen() {
    return listener.isOpen();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
