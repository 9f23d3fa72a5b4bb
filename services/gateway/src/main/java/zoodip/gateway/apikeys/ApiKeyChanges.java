package zoodip.gateway.apikeys;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
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

  /** Of a key, that serve at a time. */
  private static final int MOST_SECRETS = 4;

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
    List<ApiKey> ended = requireRoom(request.getParent());
    if (request.getValidateOnly()) {
      return new Made(key, "");
    }
    ended.forEach(old -> takeBack(ResourceName.parse(old.getName())));
    ResourceName name = ResourceName.parse(key.getName());
    String secret = newSecret(name);
    log.say(FactNames.key(name), ApiKeyFact.newBuilder().setKey(key).build());
    return new Made(keys.get(name), secret);
  }

  /**
   * Gives a key another secret.
   *
   * @throws ServiceException API_KEY_NOT_FOUND, PERMISSION_DENIED, API_KEY_COUNT, INVALID_REQUEST
   */
  Made rotate(RotateApiKeyRequest request, Caller caller) {
    ResourceName name = ResourceName.parse(request.getName());
    requireCovered(keys.get(name), caller);
    Duration overlap = overlap(request);
    Timestamp now = Timestamps.now();
    Map<String, ApiKeySecretTimes> earlier = keys.secrets(name, now);
    if (Durations.isPositive(overlap)) {
      requireFewSecrets(name, earlier.size());
    }
    String secret = newSecret(name);
    earlier.forEach((digest, times) -> end(name, digest, times, overlap));
    keys.endedSecrets(name, now).forEach(log::takeBack);
    return new Made(keys.get(name), secret);
  }

  /**
   * Ends a key.
   *
   * @throws ServiceException API_KEY_NOT_FOUND
   */
  void revoke(ResourceName name) {
    keys.get(name);
    takeBack(name);
  }

  private void takeBack(ResourceName name) {
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

  /** Ends a secret after the overlap; an end that was said before and comes earlier stays. */
  private void end(ResourceName name, String digest, ApiKeySecretTimes times, Duration overlap) {
    if (!Durations.isPositive(overlap)) {
      log.takeBack(FactNames.secret(name, digest));
      return;
    }
    Timestamp end = Timestamps.add(Timestamps.now(), overlap);
    if (!times.hasExpireTime() || Timestamps.compare(end, times.getExpireTime()) < 0) {
      log.say(
          FactNames.end(name, digest, end), ApiKeyFact.newBuilder().setSecretEndTime(end).build());
    }
  }

  private static Duration overlap(RotateApiKeyRequest request) {
    if (!Durations.isValid(request.getOverlap())) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_INVALID_REQUEST,
          "overlap",
          "is no duration; nanos are between 0 and 999999999");
    }
    return request.hasOverlap() ? request.getOverlap() : DAY;
  }

  private static void requireFewSecrets(ResourceName name, int serving) {
    if (serving >= MOST_SECRETS) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_API_KEY_COUNT,
          "%s has %d secrets that serve, as many as it may; wait until the overlap of one ends, or end them all with an overlap of 0"
              .formatted(name, serving));
    }
  }

  private ApiKey resolved(CreateApiKeyRequest request, Caller creator) {
    ApiKey asked = request.getApiKey();
    requireKnown(asked.getScopesList());
    if (!Timestamps.isValid(asked.getExpireTime())) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_INVALID_REQUEST,
          "api_key.expire_time",
          "is no time between the years 1 and 9999");
    }
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

  /** The keys that have ended and are in another's way; none while there is room. */
  private List<ApiKey> requireRoom(String tenant) {
    Timestamp now = Timestamps.now();
    List<ApiKey> all = keys.list(tenant);
    List<ApiKey> ended = all.stream().filter(key -> ApiKeyCatalog.hasEnded(key, now)).toList();
    if (all.size() - ended.size() >= maxCount) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_API_KEY_COUNT,
          "%s has %d API keys that have not ended, as many as it may have; revoke one first"
              .formatted(tenant, maxCount));
    }
    return all.size() >= maxCount ? ended : List.of();
  }
}
