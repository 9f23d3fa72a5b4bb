package zoodip.trainer.spot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Google's metadata server, which answers when {@code instance/preempted} changes, or after a
 * while.
 */
final class GcpNotices implements NoticeSource {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = WAIT.plusSeconds(5);
  private static final int OK = 200;

  private final MetadataServer server;
  private String seen = "0";

  GcpNotices(URI metadata) {
    server = new MetadataServer(metadata);
  }

  /** A change since the look before is told at once, also one that came between the two. */
  @Override
  public Optional<String> look() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        server.ask(
            server
                .request(
                    "/computeMetadata/v1/instance/preempted?wait_for_change=true&timeout_sec=%d&last_etag=%s"
                        .formatted(WAIT.toSeconds(), seen),
                    PATIENCE)
                .header("Metadata-Flavor", "Google")
                .build());
    if (answer.statusCode() != OK) {
      throw MetadataServer.refused(answer);
    }
    seen = answer.headers().firstValue("ETag").orElse(seen);
    return answer.body().strip().equals("TRUE") ? Optional.of("preempted") : Optional.empty();
  }
}
