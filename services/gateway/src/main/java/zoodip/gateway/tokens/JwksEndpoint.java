package zoodip.gateway.tokens;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import zoodip.platform.tls.LoopbackHost;

/** Where an issuer shows its public keys: a JWKS (RFC 7517). */
final class JwksEndpoint {
  /** For all of one fetch. */
  static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(TIMEOUT)
          .build();

  /**
   * An endpoint.
   *
   * @param plaintext whether it may be asked over a connection that anybody on the way can change
   * @throws ConfigurationException if the address cannot be used
   */
  JwksEndpoint(String address, boolean plaintext) {
    try {
      this.address = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("gateway.tokens.jwks is no URL: " + e.getMessage(), e);
    }
    requireUsable(plaintext);
  }

  private void requireUsable(boolean plaintext) {
    String scheme = String.valueOf(address.getScheme());
    if (address.getHost() == null || !List.of("http", "https").contains(scheme)) {
      throw new ConfigurationException(
          "gateway.tokens.jwks is %s; it has to be an https URL".formatted(address));
    }
    if (scheme.equals("http") && !plaintext && !LoopbackHost.is(address.getHost())) {
      throw new ConfigurationException(
          ("gateway.tokens.jwks is %s: whoever is on the way could put their own keys there. Take"
                  + " an https URL, or set gateway.tokens.jwks-plaintext where the way is safe")
              .formatted(address));
    }
  }

  /** The keys that are there now; fails with an IOException, after the timeout at the latest. */
  CompletableFuture<List<JsonWebKey>> fetch() {
    CompletableFuture<HttpResponse<String>> sent =
        client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    return sent.copy()
        .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (response, failure) -> {
              sent.cancel(true);
              return failure == null ? keys(response) : unreachable(failure);
            });
  }

  private List<JsonWebKey> keys(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw failed("it answers with status " + response.statusCode(), null);
    }
    try {
      return List.copyOf(new JsonWebKeySet(response.body()).getJsonWebKeys());
    } catch (JoseException e) {
      throw failed("what it answers is no JWKS", e);
    }
  }

  private List<JsonWebKey> unreachable(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    throw failed("it does not answer (%s)".formatted(cause), cause);
  }

  private CompletionException failed(String why, Throwable cause) {
    return new CompletionException(
        new IOException("Keys of tokens' issuer at %s: %s".formatted(address, why), cause));
  }
}
