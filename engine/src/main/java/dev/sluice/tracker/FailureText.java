package dev.sluice.tracker;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Says what went wrong with the network in words that fit a status line. */
final class FailureText {
  private FailureText() {}

  static String of(IOException failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    return switch (failure) {
      case UnknownHostException e -> "no such host: " + message;
      case PortUnreachableException e -> "nobody listens there (port unreachable)";
      case NoRouteToHostException e -> "no route to the host";
      case ConnectException e -> "cannot connect: " + message;
      case SocketTimeoutException e -> "too slow: " + message;
      case SSLException e -> "not trusted: " + message;
      default -> message.isEmpty() ? failure.getClass().getSimpleName() : message;
    };
  }
}
