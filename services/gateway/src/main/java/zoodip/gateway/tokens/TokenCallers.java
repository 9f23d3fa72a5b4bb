package zoodip.gateway.tokens;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.access.Caller;
import zoodip.platform.access.CallerSource;
import zoodip.platform.access.ShownCredentials;
import zoodip.platform.threads.DaemonThreads;

/**
 * Callers who show a token of an OpenID Connect provider: a JWT (RFC 7519) that its keys have
 * signed, for this installation, that has not ended. The provider's keys are fetched from its JWKS
 * (RFC 7517), again when a token names one that is unknown, and kept while the provider is away.
 */
@ApplicationScoped
public class TokenCallers implements CallerSource {
  /** Between two fetches for the sake of unknown keys, which anybody can name. */
  private static final long FETCH_PAUSE_MS = 1_000;

  private static final long KEPT_WHILE_AWAY_SECONDS = 86_400;
  private static final int VERIFIERS = 4;

  /**
   * Signatures with public keys alone: a shared secret, or none, proves nothing about who signed.
   */
  private static final AlgorithmConstraints ALGORITHMS =
      new AlgorithmConstraints(
          ConstraintType.PERMIT,
          AlgorithmIdentifiers.RSA_USING_SHA256,
          AlgorithmIdentifiers.RSA_USING_SHA384,
          AlgorithmIdentifiers.RSA_USING_SHA512,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
          AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
          AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
          AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
          AlgorithmIdentifiers.EDDSA);

  private final Optional<JwtConsumer> verifier;
  private final TokenClaims claims;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(VERIFIERS, DaemonThreads.named("tokens"));

  @Inject
  public TokenCallers(GatewayConfig config) {
    this(config.tokens());
  }

  TokenCallers(GatewayConfig.Tokens config) {
    verifier = config.issuer().map(issuer -> verifier(issuer, config));
    claims = new TokenClaims(config);
  }

  /** Off the calling thread: it may have to fetch keys. */
  @Override
  public CompletableFuture<Optional<Caller>> identify(ShownCredentials shown) {
    return verifier.isEmpty() || shown.bearer().filter(TokenCallers::isToken).isEmpty()
        ? CompletableFuture.completedFuture(Optional.empty())
        : CompletableFuture.supplyAsync(
            () -> Optional.of(caller(verifier.get(), shown.bearer().get())), threads);
  }

  private Caller caller(JwtConsumer trusted, String token) {
    try {
      return claims.caller(trusted.processToClaims(token));
    } catch (InvalidJwtException e) {
      throw TokenFailures.of(e);
    }
  }

  /** Three parts with dots between. */
  private static boolean isToken(String bearer) {
    return bearer.chars().filter(letter -> letter == '.').count() == 2;
  }

  private static JwtConsumer verifier(String issuer, GatewayConfig.Tokens config) {
    List<String> audiences =
        config.audiences().orElseThrow(() -> missing("gateway.tokens.audiences"));
    HttpsJwks keys = new HttpsJwks(config.jwks().orElseThrow(() -> missing("gateway.tokens.jwks")));
    keys.setDefaultCacheDuration(config.jwksRefresh().toSeconds());
    keys.setRefreshReprieveThreshold(FETCH_PAUSE_MS);
    keys.setRetainCacheOnErrorDuration(KEPT_WHILE_AWAY_SECONDS);
    return new JwtConsumerBuilder()
        .setExpectedIssuer(issuer)
        .setExpectedAudience(audiences.toArray(String[]::new))
        .setRequireExpirationTime()
        .setRequireSubject()
        .setAllowedClockSkewInSeconds((int) config.clockSkew().toSeconds())
        .setJwsAlgorithmConstraints(ALGORITHMS)
        .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(keys))
        .build();
  }

  private static ConfigurationException missing(String setting) {
    return new ConfigurationException(
        "gateway.tokens.issuer is set, and %s is not: tokens cannot be checked".formatted(setting));
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
