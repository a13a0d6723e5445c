package dev.sluice.transport.portmap;

import dev.sluice.transport.http.IpLiteral;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service of a gateway device that maps ports, called by SOAP over HTTP.
 *
 * @param control where it is called; its host is an address literal
 * @param type its name and version, as the device gives them
 * @param localAddress our address, as the device sees it
 */
record UpnpService(URI control, String type, InetAddress localAddress) {
  private static final int TIMEOUT_MILLIS = 3_000;

  /** Answers have a few hundred bytes; what is longer is not read to its end. */
  private static final int MAX_ANSWER_BYTES = 16 * 1024;

  private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] ([0-9]{3})");
  private static final Pattern ERROR = Pattern.compile("<errorCode>\\s*([0-9]{1,5})\\s*<");
  private static final Pattern ADDRESS =
      Pattern.compile("<NewExternalIPAddress[^>]{0,100}>\\s*([0-9a-fA-F.:]{2,45})\\s*<");

  /** The device understood and refused. */
  static final class ErrorCode extends IOException {
    private static final long serialVersionUID = 1;

    final int code;

    ErrorCode(int code) {
      super("the gateway refused with code " + code);
      this.code = code;
    }
  }

  /** Returns the gateway's address outside, if it has one. */
  Optional<InetAddress> externalAddress() throws IOException {
    Matcher found = ADDRESS.matcher(call("GetExternalIPAddress"));
    return found.find() ? IpLiteral.parse(found.group(1)) : Optional.empty();
  }

  /**
   * Calls an action.
   *
   * @param arguments names and values in turn; values need no escapes
   * @return the answer, head and body
   * @throws ErrorCode if the device refuses
   */
  String call(String action, String... arguments) throws IOException {
    StringBuilder body =
        new StringBuilder(
            "<?xml version=\"1.0\"?>\r\n"
                + "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body>"
                + String.format(Locale.ROOT, "<u:%s xmlns:u=\"%s\">", action, type));
    for (int i = 0; i < arguments.length; i += 2) {
      body.append(String.format(Locale.ROOT, "<%1$s>%2$s</%1$s>", arguments[i], arguments[i + 1]));
    }
    body.append(String.format(Locale.ROOT, "</u:%s></s:Body></s:Envelope>\r\n", action));
    return checked(exchange(request(action, body.toString())));
  }

  private String request(String action, String body) {
    String path = control.getRawPath().isEmpty() ? "/" : control.getRawPath();
    String query = control.getRawQuery() == null ? "" : "?" + control.getRawQuery();
    return String.format(
            Locale.ROOT,
            "POST %s%s HTTP/1.1\r\nHost: %s\r\n",
            path,
            query,
            control.getRawAuthority())
        + "Content-Type: text/xml; charset=\"utf-8\"\r\n"
        + String.format(Locale.ROOT, "SOAPAction: \"%s#%s\"\r\n", type, action)
        + String.format(
            Locale.ROOT, "Content-Length: %d\r\nConnection: close\r\n\r\n", body.length())
        + body;
  }

  private String exchange(String request) throws IOException {
    int port = control.getPort() < 0 ? 80 : control.getPort();
    InetAddress host =
        IpLiteral.parse(UpnpSearch.host(control))
            .orElseThrow(() -> new PortMapException("the gateway's service has no address"));
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(localAddress, 0));
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return read(socket.getInputStream());
    }
  }

  /** Reads to the end of the envelope: some devices do not hang up. */
  private static String read(InputStream in) throws IOException {
    StringBuilder answer = new StringBuilder();
    byte[] bytes = new byte[1024];
    int count = in.read(bytes);
    while (count >= 0 && answer.length() < MAX_ANSWER_BYTES) {
      answer.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
      if (answer.indexOf(":Envelope>", Math.max(0, answer.length() - count - 16)) >= 0) {
        break;
      }
      count = in.read(bytes);
    }
    return answer.toString();
  }

  private static String checked(String answer) throws IOException {
    Matcher status = STATUS.matcher(answer);
    if (!status.find()) {
      throw new PortMapException("the gateway's answer is no HTTP");
    }
    if (status.group(1).equals("200")) {
      return answer;
    }
    Matcher error = ERROR.matcher(answer);
    throw error.find()
        ? new ErrorCode(Integer.parseInt(error.group(1)))
        : new PortMapException("the gateway answered with status " + status.group(1));
  }
}
