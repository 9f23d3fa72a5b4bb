package zoodip.cli.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a hub. Redirects are followed here and not by the client, because what the hub says beside
 * one is needed, and because its token must not go to another host.
 */
final class HubClient {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_REDIRECTS = 8;
  private static final int REDIRECT = 300;
  private static final int NOT_A_REDIRECT = 304;
  private static final int FAILURE = 400;

  private final URI endpoint;
  private final Optional<String> token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  /**
   * @param endpoint whose host alone gets the token
   */
  HubClient(URI endpoint, Optional<String> token) {
    this.endpoint = endpoint;
    this.token = token;
  }

  /**
   * The last answer of a chain of redirects; its body is to be closed.
   *
   * @param headers sent to every host
   */
  HubResponse get(URI address, Map<String, String> headers) throws IOException {
    URI at = address;
    Optional<String> linkedDigest = Optional.empty();
    for (int i = 0; i < MOST_REDIRECTS; i++) {
      HttpResponse<InputStream> response = send(at, headers);
      if (isOwn(at) && linkedDigest.isEmpty()) {
        linkedDigest = response.headers().firstValue("X-Linked-Etag");
      }
      if (!isRedirect(response.statusCode())) {
        return new HubResponse(response, isOwn(at), linkedDigest);
      }
      response.body().close();
      at = target(at, response);
    }
    throw new HubException(address + " redirects in a circle");
  }

  private HttpResponse<InputStream> send(URI address, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
    request.header("User-Agent", "zoodip");
    headers.forEach(request::header);
    if (isOwn(address)) {
      token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HubException("stopped while waiting for " + address.getHost(), e);
    }
  }

  private static boolean isRedirect(int status) {
    return status >= REDIRECT && status < FAILURE && status != NOT_A_REDIRECT;
  }

  private static URI target(URI from, HttpResponse<InputStream> response) {
    String location =
        response
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new HubException(from + " redirects to nowhere"));
    URI target;
    try {
      target = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new HubException(from + " redirects to '" + location + "', which is no address", e);
    }
    if (from.getScheme().equals("https") && !"https".equals(target.getScheme())) {
      throw new HubException(from + " redirects to " + target.getHost() + " without encryption");
    }
    return target;
  }

  private boolean isOwn(URI address) {
    return endpoint.getScheme().equals(address.getScheme())
        && endpoint.getHost().equals(address.getHost())
        && endpoint.getPort() == address.getPort();
  }
}
