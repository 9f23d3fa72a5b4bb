package zoodip.gateway.scaling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.images.InferenceNodes;
import zoodip.gateway.images.UnservedGenerations;
import zoodip.inference.v1.ModelLoad;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.ChangeListeners.Subscription;

/**
 * How much is to be generated: what nodes have not generated yet of the calls that they have, and
 * what this gateway could hand to no node of late, in seconds of one node.
 */
@ApplicationScoped
public class GenerationBacklog {
  private final InferenceNodes nodes;
  private final UnservedGenerations unserved;
  private final Duration imageTime;

  @Inject
  public GenerationBacklog(
      InferenceNodes nodes, UnservedGenerations unserved, GatewayConfig config) {
    this.nodes = nodes;
    this.unserved = unserved;
    imageTime = config.scaling().imageTime();
  }

  /**
   * The time that one node would take for all of it, at the speed that nodes measured. Divided by
   * the number of nodes it is what a call that comes now waits, on the average.
   *
   * @param model whose images count; empty for all
   * @throws ServiceException BACKEND_UNAVAILABLE if a node does not tell
   */
  double seconds(Optional<String> model) {
    List<ModelLoad> loads = nodes.loads();
    Predicate<String> counts = name -> model.map(name::equals).orElse(true);
    double waiting = 0;
    for (ModelLoad load : loads) {
      if (counts.test(load.getModel())) {
        waiting += load.getPendingPictures() * secondsPerImage(load, loads);
      }
    }
    for (UnservedGenerations.Unserved call : unserved.now()) {
      if (counts.test(call.model())) {
        waiting += call.images() * measured(call.model(), loads).orElse(assumed());
      }
    }
    return waiting;
  }

  /** As {@link UnservedGenerations#listen}: nodes are not listened to. */
  Subscription listen(Runnable action) {
    return unserved.listen(action);
  }

  private double secondsPerImage(ModelLoad load, List<ModelLoad> all) {
    return load.getSecondsPerPicture() > 0
        ? load.getSecondsPerPicture()
        : measured(load.getModel(), all).orElse(assumed());
  }

  /** What nodes that have generated with the model take, on the average. */
  private static OptionalDouble measured(String model, List<ModelLoad> loads) {
    return loads.stream()
        .filter(load -> load.getModel().equals(model) && load.getSecondsPerPicture() > 0)
        .mapToDouble(ModelLoad::getSecondsPerPicture)
        .average();
  }

  private double assumed() {
    return imageTime.toMillis() / 1e3;
  }
}
