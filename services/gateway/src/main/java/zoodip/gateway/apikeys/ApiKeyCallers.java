package zoodip.gateway.apikeys;

import com.google.protobuf.util.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.access.Caller;
import zoodip.platform.access.CallerSource;
import zoodip.platform.access.KeyText;
import zoodip.platform.access.ShownCredentials;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ApiKey;
import zoodip.v1.ErrorReason;

/** Callers who show an API key. */
@ApplicationScoped
public class ApiKeyCallers implements CallerSource {
  private final Supplier<ApiKeyCatalog> keys;
  private final LastUses uses;
  private final ApiKeyFreshness freshness;
  private final Duration patience;

  /** The view is opened by who can wait for Kafka: the server's own thread must not. */
  @Inject
  public ApiKeyCallers(
      Instance<ApiKeyCatalog> keys,
      LastUses uses,
      ApiKeyFreshness freshness,
      GatewayConfig config) {
    this.freshness = freshness;
    this.keys = keys::get;
    this.uses = uses;
    patience = config.calls().applyTimeout();
  }

  @Override
  public CompletableFuture<Optional<Caller>> identify(ShownCredentials shown) {
    String secret = shown.bearer().orElse("");
    if (!secret.startsWith(KeyText.PREFIX)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (!KeyText.isWhole(secret)) {
      return CompletableFuture.failedFuture(
          new ServiceException(
              ErrorReason.ERROR_REASON_UNAUTHENTICATED,
              "The API key is damaged: its checksum does not fit; copy it whole"));
    }
    CompletableFuture<Void> caughtUp = keys.get().caughtUp();
    return caughtUp.isDone() && !caughtUp.isCompletedExceptionally()
        ? CompletableFuture.completedFuture(known(secret))
        : caughtUp
            .copy()
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .handle((nothing, failure) -> knownOrFailed(secret, failure));
  }

  private Optional<Caller> knownOrFailed(String secret, Throwable failure) {
    if (failure != null) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
          "The gateway has not read yet which API keys there are; try again",
          failure);
    }
    return known(secret);
  }

  private Optional<Caller> known(String secret) {
    if (!freshness.isFresh()) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
          "The gateway has not heard for %s which API keys were revoked; try again"
              .formatted(freshness.limit()));
    }
    Optional<ApiKey> key = keys.get().bySecret(Sha256.of(secret), Timestamps.now());
    key.ifPresent(used -> uses.note(ResourceName.parse(used.getName())));
    return key.map(ApiKeyCallers::caller);
  }

  private static Caller caller(ApiKey key) {
    return new Caller(
        key.getName(),
        key.getRole(),
        ResourceName.parse(key.getName()).parent(),
        Set.copyOf(key.getScopesList()));
  }
}
