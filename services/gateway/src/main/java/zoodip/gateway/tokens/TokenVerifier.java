package zoodip.gateway.tokens;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.threads.DaemonThreads;

/**
 * Checks tokens of one issuer: that its keys have signed them, for this installation, and that they
 * have not ended. Keys that are not known are fetched while a token waits, without a thread.
 */
final class TokenVerifier implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING = 1_000;

  /** Longer than keys are waited for. */
  private static final long PATIENCE_MS = JwksEndpoint.TIMEOUT.toMillis() + 2_000;

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

  private final IssuerKeys keys;
  private final JwtConsumer trusted;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          DaemonThreads.named("tokens"));

  /**
   * Begins to fetch keys.
   *
   * @throws ConfigurationException if settings are missing, or cannot be used
   */
  TokenVerifier(String issuer, GatewayConfig.Tokens config) {
    List<String> audiences =
        config.audiences().orElseThrow(() -> missing("gateway.tokens.audiences"));
    String jwks = config.jwks().orElseThrow(() -> missing("gateway.tokens.jwks"));
    keys = new IssuerKeys(new JwksEndpoint(jwks, config.jwksPlaintext()), config.jwksRefresh());
    trusted =
        new JwtConsumerBuilder()
            .setExpectedIssuer(issuer)
            .setExpectedAudience(audiences.toArray(String[]::new))
            .setRequireExpirationTime()
            .setRequireSubject()
            .setAllowedClockSkewInSeconds((int) config.clockSkew().toSeconds())
            .setJwsAlgorithmConstraints(ALGORITHMS)
            .setVerificationKeyResolver(keys)
            .build();
  }

  private static ConfigurationException missing(String setting) {
    return new ConfigurationException(
        "gateway.tokens.issuer is set, and %s is not: tokens cannot be checked".formatted(setting));
  }

  /**
   * What a token says; fails with a {@link zoodip.platform.errors.ServiceException}, some seconds
   * later at most.
   */
  CompletableFuture<JwtClaims> verify(String token) {
    return check(token)
        .exceptionallyCompose(
            failure ->
                namesUnknownKey(failure)
                    ? keys.renewed().thenCompose(nothing -> check(token))
                    : CompletableFuture.failedFuture(failure))
        .orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(TokenFailures.of(cause(failure))));
  }

  private CompletableFuture<JwtClaims> check(String token) {
    try {
      return CompletableFuture.supplyAsync(() -> claims(token), threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private JwtClaims claims(String token) {
    try {
      return trusted.processToClaims(token);
    } catch (InvalidJwtException e) {
      throw new CompletionException(e);
    }
  }

  private static boolean namesUnknownKey(Throwable failure) {
    return cause(failure) instanceof InvalidJwtException invalid
        && invalid.getCause() instanceof UnresolvableKeyException;
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  @Override
  public void close() {
    keys.close();
    threads.shutdownNow();
  }
}
