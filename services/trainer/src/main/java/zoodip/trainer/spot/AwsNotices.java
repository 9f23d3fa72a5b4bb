package zoodip.trainer.spot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Interruption notices of EC2's instance metadata service, version 2: a token, then {@code
 * spot/instance-action}, which is not found until there is a notice.
 */
final class AwsNotices implements NoticeSource {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String TOKEN_SECONDS = "21600";
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;

  private final MetadataServer server;
  private Optional<String> token = Optional.empty();

  AwsNotices(URI metadata) {
    server = new MetadataServer(metadata);
  }

  @Override
  public Optional<String> look() throws IOException, InterruptedException {
    if (token.isEmpty()) {
      token = Optional.of(newToken());
    }
    HttpResponse<String> answer =
        server.ask(
            server
                .request("/latest/meta-data/spot/instance-action", PATIENCE)
                .header("X-aws-ec2-metadata-token", token.get())
                .build());
    return switch (answer.statusCode()) {
      case OK -> Optional.of(answer.body().strip());
      case NOT_FOUND -> Optional.empty();
      case UNAUTHORIZED -> {
        // it has expired: the next look has another one
        token = Optional.empty();
        yield Optional.empty();
      }
      default -> throw MetadataServer.refused(answer);
    };
  }

  private String newToken() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        server.ask(
            server
                .request("/latest/api/token", PATIENCE)
                .header("X-aws-ec2-metadata-token-ttl-seconds", TOKEN_SECONDS)
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build());
    if (answer.statusCode() != OK) {
      throw MetadataServer.refused(answer);
    }
    return answer.body().strip();
  }
}
