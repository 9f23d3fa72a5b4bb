package zoodip.gateway.apikeys;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import zoodip.events.v1.ApiKeyFact;
import zoodip.events.v1.ApiKeySecretTimes;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.access.Caller;
import zoodip.platform.access.KeyText;
import zoodip.platform.access.KnownScopes;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ApiKey;
import zoodip.v1.CreateApiKeyRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.Role;
import zoodip.v1.RotateApiKeyRequest;

/** Makes API keys, gives them other secrets, ends them. */
@ApplicationScoped
public class ApiKeyChanges {
  private static final Duration DAY = Duration.newBuilder().setSeconds(86_400).build();

  private final ApiKeyCatalog keys;
  private final ApiKeyLog log;
  private final KnownScopes scopes;
  private final int maxCount;

  @Inject
  public ApiKeyChanges(
      ApiKeyCatalog keys, ApiKeyLog log, KnownScopes scopes, GatewayConfig config) {
    this.keys = keys;
    this.log = log;
    this.scopes = scopes;
    maxCount = config.apiKeys().maxCount();
  }

  /**
   * A key and the secret that it has from now on.
   *
   * @param secret empty if nothing was made
   */
  record Made(ApiKey key, String secret) {
    /** Never the secret. */
    @Override
    public String toString() {
      return "Made[" + key.getName() + "]";
    }
  }

  /**
   * Makes a key.
   *
   * @throws ServiceException PERMISSION_DENIED, API_KEY_COUNT, INVALID_REQUEST
   */
  Made create(CreateApiKeyRequest request, Caller creator) {
    ApiKey key = resolved(request, creator);
    requireCovered(key, creator);
    requireRoom(request.getParent());
    if (request.getValidateOnly()) {
      return new Made(key, "");
    }
    ResourceName name = ResourceName.parse(key.getName());
    String secret = newSecret(name);
    log.say(FactNames.key(name), ApiKeyFact.newBuilder().setKey(key).build());
    return new Made(keys.get(name), secret);
  }

  /**
   * Gives a key another secret.
   *
   * @throws ServiceException API_KEY_NOT_FOUND, PERMISSION_DENIED
   */
  Made rotate(RotateApiKeyRequest request, Caller caller) {
    ResourceName name = ResourceName.parse(request.getName());
    requireCovered(keys.get(name), caller);
    Timestamp now = Timestamps.now();
    Timestamp end = Timestamps.add(now, request.hasOverlap() ? request.getOverlap() : DAY);
    List<String> earlier = List.copyOf(keys.secrets(name, now).keySet());
    String secret = newSecret(name);
    for (String digest : earlier) {
      end(name, digest, end);
    }
    return new Made(keys.get(name), secret);
  }

  /**
   * Ends a key.
   *
   * @throws ServiceException API_KEY_NOT_FOUND
   */
  void revoke(ResourceName name) {
    keys.get(name);
    // the key first: without it, no secret holds
    keys.facts(name).forEach(log::takeBack);
  }

  private String newSecret(ResourceName name) {
    String secret = KeyText.random();
    var times = ApiKeySecretTimes.newBuilder().setCreateTime(Timestamps.now());
    log.say(
        FactNames.secret(name, Sha256.of(secret)),
        ApiKeyFact.newBuilder().setSecret(times).build());
    return secret;
  }

  /** An end that was set before and comes earlier stays. */
  private void end(ResourceName name, String digest, Timestamp end) {
    Optional.ofNullable(keys.secrets(name, Timestamps.now()).get(digest))
        .filter(
            times -> !times.hasExpireTime() || Timestamps.compare(end, times.getExpireTime()) < 0)
        .ifPresent(
            times ->
                log.say(
                    FactNames.secret(name, digest),
                    ApiKeyFact.newBuilder()
                        .setSecret(times.toBuilder().setExpireTime(end))
                        .build()));
  }

  private ApiKey resolved(CreateApiKeyRequest request, Caller creator) {
    ApiKey asked = request.getApiKey();
    requireKnown(asked.getScopesList());
    if (asked.hasExpireTime() && Timestamps.compare(asked.getExpireTime(), Timestamps.now()) <= 0) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_INVALID_REQUEST, "api_key.expire_time", "is in the past");
    }
    ApiKey.Builder key =
        ApiKey.newBuilder()
            .setName(ResourceName.forCreate(request.getParent(), "apiKeys", "").toString())
            .setDisplayName(asked.getDisplayName())
            .setRole(asked.getRole() == Role.ROLE_UNSPECIFIED ? Role.ROLE_MEMBER : asked.getRole())
            .addAllScopes(asked.getScopesList())
            .setCreateTime(Timestamps.now())
            .setCreator(creator.id());
    if (asked.hasExpireTime()) {
      key.setExpireTime(asked.getExpireTime());
    }
    return key.build();
  }

  private void requireKnown(List<String> asked) {
    SortedSet<String> known = scopes.all();
    for (String scope : asked) {
      if (!known.contains(scope)) {
        throw ServiceException.invalid(
            ErrorReason.ERROR_REASON_INVALID_REQUEST,
            "api_key.scopes",
            "There is no scope '%s'; there are %s".formatted(scope, String.join(", ", known)));
      }
    }
  }

  private static void requireCovered(ApiKey key, Caller caller) {
    if (!caller.covers(key.getRole(), Set.copyOf(key.getScopesList()))) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_PERMISSION_DENIED,
          "The key would be allowed more than %s is; ask for a smaller role, or for scopes among %s"
              .formatted(caller.id(), caller.scopes()));
    }
  }

  private void requireRoom(String tenant) {
    if (keys.list(tenant).size() >= maxCount) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_API_KEY_COUNT,
          "%s has %d API keys, as many as it may have; revoke one first"
              .formatted(tenant, maxCount));
    }
  }
}
