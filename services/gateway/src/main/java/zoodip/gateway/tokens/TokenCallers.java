package zoodip.gateway.tokens;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.access.Caller;
import zoodip.platform.access.CallerSource;
import zoodip.platform.access.ShownCredentials;

/** Callers who show a token of an OpenID Connect provider: a JWT (RFC 7519). */
@Startup
@ApplicationScoped
public class TokenCallers implements CallerSource {
  private final Optional<TokenVerifier> verifier;
  private final TokenClaims claims;

  @Inject
  public TokenCallers(GatewayConfig config) {
    this(config.tokens());
  }

  TokenCallers(GatewayConfig.Tokens config) {
    verifier = config.issuer().map(issuer -> new TokenVerifier(issuer, config));
    claims = new TokenClaims(config);
  }

  @Override
  public CompletableFuture<Optional<Caller>> identify(ShownCredentials shown) {
    Optional<String> token = shown.bearer().filter(TokenCallers::isToken);
    return verifier.isEmpty() || token.isEmpty()
        ? CompletableFuture.completedFuture(Optional.empty())
        : verifier
            .get()
            .verify(token.get())
            .thenApply(verified -> Optional.of(claims.caller(verified)));
  }

  /** Three parts with dots between. */
  private static boolean isToken(String bearer) {
    return bearer.chars().filter(letter -> letter == '.').count() == 2;
  }

  @PreDestroy
  void close() {
    verifier.ifPresent(TokenVerifier::close);
  }
}
