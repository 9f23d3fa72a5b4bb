package zoodip.deploymenttests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The ports that a service listens on unless it is told otherwise.
 *
 * @param http of health and metrics
 * @param grpc of the API
 */
record ServicePorts(int http, int grpc) {
  static ServicePorts of(String service) throws IOException {
    Path file =
        Repository.ROOT.resolve(
            "services/%s/src/main/resources/application.properties".formatted(service));
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return new ServicePorts(
        Integer.parseInt(properties.getProperty("quarkus.http.port")),
        Integer.parseInt(properties.getProperty("quarkus.grpc.server.port")));
  }
}
