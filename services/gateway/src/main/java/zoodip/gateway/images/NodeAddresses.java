package zoodip.gateway.images;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The nodes behind one gRPC target.
 *
 * @param host a name of one or more addresses, or an address
 */
record NodeAddresses(String host, int port) {
  private static final String DNS = "dns:///";

  /**
   * Of a target as {@link zoodip.platform.nodes.NodeChannels} takes it.
   *
   * @throws IllegalArgumentException if it does not end with a port
   */
  static NodeAddresses of(String target) {
    String authority = target.startsWith(DNS) ? target.substring(DNS.length()) : target;
    int colon = authority.lastIndexOf(':');
    try {
      return new NodeAddresses(
          authority.substring(0, Math.max(0, colon)),
          Integer.parseInt(authority.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "gateway.inference.target is '%s'; it is host:port or dns:///host:port".formatted(target),
          e);
    }
  }

  /** What all of them are called by: host:port. */
  String authority() {
    return host + ":" + port;
  }

  /**
   * ip:port of each as the name is resolved now; empty while it has no address. Of nodes that have
   * addresses of both families those of one: none is met twice.
   */
  Set<String> now() {
    Set<String> nodes = new TreeSet<>();
    try {
      InetAddress[] addresses = InetAddress.getAllByName(host);
      for (InetAddress address : addresses) {
        if (!address.getClass().equals(addresses[0].getClass())) {
          continue;
        }
        String ip = address.getHostAddress();
        nodes.add((ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port);
      }
    } catch (UnknownHostException e) {
      // a service without pods has no address
      return Set.of();
    }
    return nodes;
  }
}
