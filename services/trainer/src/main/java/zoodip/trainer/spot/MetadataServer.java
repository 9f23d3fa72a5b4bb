package zoodip.trainer.spot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The HTTP server of a machine's metadata, which only the machine itself reaches. */
final class MetadataServer {
  private static final Duration CONNECTING = Duration.ofSeconds(2);

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .build();

  MetadataServer(URI base) {
    this.base = base;
  }

  HttpRequest.Builder request(String path, Duration patience) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(patience);
  }

  /**
   * The answer, whatever its status.
   *
   * @throws IOException if there is none in time
   */
  HttpResponse<String> ask(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  static IOException refused(HttpResponse<String> answer) {
    return new IOException(answer.uri() + " answers with HTTP status " + answer.statusCode());
  }
}
