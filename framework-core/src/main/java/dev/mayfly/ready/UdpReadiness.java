package dev.mayfly.ready;

import dev.mayfly.arguments.Given;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.HexFormat;

/**
 * A datagram is answered by another one, whatever it says. A datagram can be lost, so the question
 * is sent again every 100 ms while one look lasts.
 *
 * @param port the container's UDP port
 * @param question in hexadecimal digits
 */
record UdpReadiness(int port, String question) implements Readiness {

  private static final int PATIENCE_MILLIS = 100;
  private static final int QUESTIONS = 5;

  static UdpReadiness of(int port, byte[] question) {
    return new UdpReadiness(
        Given.port(port), HexFormat.of().formatHex(Given.value(question, "udp's question")));
  }

  @Override
  public Look look(Probe probe) throws IOException {
    InetSocketAddress address = new InetSocketAddress(probe.host(), probe.mappedUdpPort(port));
    byte[] bytes = HexFormat.of().parseHex(question);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(address);
      socket.setSoTimeout(PATIENCE_MILLIS);
      for (int sent = 0; sent < QUESTIONS && !Thread.currentThread().isInterrupted(); sent++) {
        socket.send(new DatagramPacket(bytes, bytes.length));
        if (isAnswered(socket)) {
          return Look.ready();
        }
      }
      return Look.notYet("no answer from " + address);
    } catch (PortUnreachableException e) {
      return Look.notYet("nothing listens at " + address);
    }
  }

  private static boolean isAnswered(DatagramSocket socket) throws IOException {
    try {
      socket.receive(new DatagramPacket(new byte[1], 1));
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  @Override
  public Characteristics characteristics() {
    return Characteristics.ofUdpPort(port);
  }

  @Override
  public String describe() {
    return "UDP port " + port + " answers";
  }
}
