package zoodip.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.systemtests.MixedInstall.GatewayPorts;

/** One of several gateways, whose log and metrics tell what its fold restores. */
record FoldReplica(App app, GatewayPorts ports) {
  private static final String RESTORING_CLASS =
      "org.apache.kafka.streams.processor.internals.StoreChangelogReader";
  private static final Pattern RESTORED =
      Pattern.compile(
          "Finished restoring changelog (\\S+) to store \\S+ with a total number of (\\d+)"
              + " records");

  /**
   * A store that has become complete, since its task is this replica's now.
   *
   * @param changelog the topic and its partition
   * @param records of it that were read since then
   */
  record Restoration(String changelog, long records) {}

  /**
   * Starts a gateway.
   *
   * @param standbys copies of the state that other gateways keep
   * @param rack where this one is
   */
  static FoldReplica start(MixedInstall install, int standbys, String rack) {
    GatewayPorts ports = GatewayPorts.free();
    App app =
        install.gateway(
            ServiceVersion.PRESENT,
            ports,
            Map.of(
                "gateway.fold.standbys",
                String.valueOf(standbys),
                "gateway.fold.rack",
                rack,
                "gateway.fold.session-timeout",
                "PT8S",
                "quarkus.log.category.\"" + RESTORING_CLASS + "\".level",
                "INFO"));
    return new FoldReplica(app, ports);
  }

  /** Whether this one decided that the job was accepted. */
  boolean hasAccepted(String job) {
    return app.logged(job + ": ACCEPTED") > 0;
  }

  /** The stores that it has taken over until now, from its start on. */
  List<Restoration> restorations() {
    return app.lines().stream()
        .map(RESTORED::matcher)
        .filter(Matcher::find)
        .map(found -> new Restoration(found.group(1), Long.parseLong(found.group(2))))
        .toList();
  }

  /** Records of changelogs that it has read, for its own tasks and as a standby of others'. */
  long changelogRecords() throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:" + ports.http() + "/q/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith("kafka_consumer_fetch_manager_records_consumed_total{"))
        .filter(line -> line.contains("restore-consumer"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
