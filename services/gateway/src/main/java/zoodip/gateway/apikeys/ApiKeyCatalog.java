package zoodip.gateway.apikeys;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import zoodip.events.v1.ApiKeyFact;
import zoodip.events.v1.ApiKeySecretTimes;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.ChangeListeners;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ApiKey;
import zoodip.v1.ApiKeySecret;
import zoodip.v1.ErrorReason;

/** The API keys that there are, put together from what is known of each. */
@ApplicationScoped
public class ApiKeyCatalog {
  private static final int SHOWN_DIGITS = 8;

  private final CompactedView<ApiKeyFact> view;
  private final Map<String, String> secretsByDigest = new ConcurrentHashMap<>();
  private final ChangeListeners.Subscription index;

  @Inject
  public ApiKeyCatalog(CompactedView<ApiKeyFact> view) {
    this.view = view;
    index = view.listenToAll((name, fact) -> index(name, fact.isPresent()));
    // what was read before; a secret that goes meanwhile is not found in the view
    view.withPrefix("").keySet().forEach(name -> index(name, true));
  }

  /** Opens the view on a thread that can wait for Kafka: the server's own must not. */
  void open(@Observes StartupEvent event) {
    view.isAlive();
  }

  private void index(String name, boolean there) {
    if (FactNames.isSecret(name)) {
      if (there) {
        secretsByDigest.put(FactNames.digest(name), name);
      } else {
        secretsByDigest.remove(FactNames.digest(name));
      }
    }
  }

  /** Done when everything was read that there was at the start. */
  CompletableFuture<Void> caughtUp() {
    return view.caughtUp();
  }

  /** Done when everything was read that there is now. */
  CompletableFuture<Void> readToEnd() {
    return view.readToEnd();
  }

  /** Whether everything was read, and what comes is. */
  boolean isUpToDate() {
    return view.isUpToDate();
  }

  /**
   * A key.
   *
   * @throws ServiceException API_KEY_NOT_FOUND
   */
  ApiKey get(ResourceName name) {
    return find(name)
        .orElseThrow(
            () ->
                new ServiceException(
                    ErrorReason.ERROR_REASON_API_KEY_NOT_FOUND, "There is no " + name));
  }

  Optional<ApiKey> find(ResourceName name) {
    return view.get(FactNames.key(name)).map(fact -> whole(name, fact.getKey()));
  }

  /** A tenant's keys, in no order that means anything. */
  List<ApiKey> list(String tenant) {
    return view.withPrefix(FactNames.ofTenant(tenant)).values().stream()
        .filter(ApiKeyFact::hasKey)
        .map(fact -> whole(ResourceName.parse(fact.getKey().getName()), fact.getKey()))
        .toList();
  }

  /** The key that a secret is of, if it serves. */
  Optional<ApiKey> bySecret(String digest, Timestamp now) {
    return Optional.ofNullable(secretsByDigest.get(digest))
        .filter(name -> view.get(name).filter(fact -> serves(times(name, fact), now)).isPresent())
        .flatMap(name -> view.get(FactNames.key(FactNames.keyOf(name))))
        .map(ApiKeyFact::getKey)
        .filter(key -> !hasEnded(key, now));
  }

  /** Whether a key has come to its end by itself. */
  static boolean hasEnded(ApiKey key, Timestamp now) {
    return key.hasExpireTime() && !isBefore(now, key.getExpireTime());
  }

  /** The digests of a key's secrets that serve, each with its times. */
  Map<String, ApiKeySecretTimes> secrets(ResourceName key, Timestamp now) {
    Map<String, ApiKeySecretTimes> serving = new HashMap<>();
    view.withPrefix(FactNames.secrets(key))
        .forEach(
            (name, fact) -> {
              if (FactNames.isSecret(name) && serves(times(name, fact), now)) {
                serving.put(FactNames.digest(name), times(name, fact));
              }
            });
    return serving;
  }

  /** Under what secrets of a key stand that serve no more, and their ends. */
  List<String> endedSecrets(ResourceName key, Timestamp now) {
    // the names first: a secret that is made meanwhile is among those that serve
    List<String> names = List.copyOf(view.withPrefix(FactNames.secrets(key)).keySet());
    Set<String> serving = secrets(key, now).keySet();
    return names.stream().filter(name -> !serving.contains(FactNames.digest(name))).toList();
  }

  /** Every fact, by what it stands under: a live, read-only look. */
  Map<String, ApiKeyFact> facts() {
    return view.withPrefix("");
  }

  /** Under what everything about a key stands now. */
  List<String> facts(ResourceName key) {
    return Stream.concat(
            Stream.of(FactNames.key(key), FactNames.use(key)),
            view.withPrefix(FactNames.secrets(key)).keySet().stream())
        .toList();
  }

  private ApiKey whole(ResourceName name, ApiKey known) {
    ApiKey.Builder key = known.toBuilder();
    view.get(FactNames.use(name)).ifPresent(fact -> key.setLastUseTime(fact.getUseTime()));
    secrets(name, Timestamps.now()).entrySet().stream()
        .map(secret -> shown(secret.getKey(), secret.getValue()))
        .sorted(
            Comparator.comparing(ApiKeySecret::getCreateTime, Timestamps.comparator()).reversed())
        .forEach(key::addSecrets);
    return key.build();
  }

  private static ApiKeySecret shown(String digest, ApiKeySecretTimes times) {
    ApiKeySecret.Builder secret =
        ApiKeySecret.newBuilder()
            .setDigestPrefix(digest.substring(0, SHOWN_DIGITS))
            .setCreateTime(times.getCreateTime());
    if (times.hasExpireTime()) {
      secret.setExpireTime(times.getExpireTime());
    }
    return secret.build();
  }

  /** Of several ends that were said the earliest holds. */
  private ApiKeySecretTimes times(String name, ApiKeyFact secret) {
    ApiKeySecretTimes said = secret.getSecret();
    String ends = FactNames.ends(FactNames.keyOf(name), FactNames.digest(name));
    return Stream.concat(
            Stream.of(said)
                .filter(ApiKeySecretTimes::hasExpireTime)
                .map(ApiKeySecretTimes::getExpireTime),
            view.withPrefix(ends).values().stream().map(ApiKeyFact::getSecretEndTime))
        .min(Timestamps.comparator())
        .map(end -> said.toBuilder().setExpireTime(end).build())
        .orElse(said);
  }

  private static boolean serves(ApiKeySecretTimes secret, Timestamp now) {
    return !secret.hasExpireTime() || isBefore(now, secret.getExpireTime());
  }

  private static boolean isBefore(Timestamp now, Timestamp end) {
    return Timestamps.compare(now, end) < 0;
  }

  @PreDestroy
  void close() {
    index.close();
  }
}
