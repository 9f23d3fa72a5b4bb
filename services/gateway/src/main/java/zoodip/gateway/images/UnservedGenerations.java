package zoodip.gateway.images;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.requests.Fingerprint;
import zoodip.platform.kafka.ChangeListeners.Subscription;
import zoodip.v1.GenerateImagesRequest;

/**
 * The generations of late that no node could be reached for. Nobody else knows that they are wanted
 * while there are no nodes. A caller who tries again counts once, and until a node takes the call
 * or some time has passed.
 */
@ApplicationScoped
public class UnservedGenerations {
  private static final int CALLS = 10_000;

  /**
   * A call.
   *
   * @param model its resource name
   * @param images that it asks for
   */
  public record Unserved(String model, int images) {}

  private final Cache<String, Unserved> calls;
  private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();

  @Inject
  public UnservedGenerations(GatewayConfig config) {
    calls =
        Caffeine.newBuilder()
            .maximumSize(CALLS)
            .expireAfterWrite(config.scaling().unservedTime())
            .executor(Runnable::run)
            .build();
  }

  /** Those that are still wanted, as far as can be told. */
  public List<Unserved> now() {
    calls.cleanUp();
    return List.copyOf(calls.asMap().values());
  }

  /** Runs the action, which must be quick, each time that there is one more. */
  public Subscription listen(Runnable action) {
    listeners.add(action);
    return () -> listeners.remove(action);
  }

  void add(GenerateImagesRequest request) {
    calls.put(
        Fingerprint.of(request), new Unserved(request.getModel(), Math.max(1, request.getCount())));
    listeners.forEach(Runnable::run);
  }

  /** A node has the call now. */
  void remove(GenerateImagesRequest request) {
    if (calls.estimatedSize() > 0) {
      calls.invalidate(Fingerprint.of(request));
    }
  }
}
