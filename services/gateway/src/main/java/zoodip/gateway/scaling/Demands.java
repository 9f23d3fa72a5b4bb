package zoodip.gateway.scaling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import zoodip.gateway.models.ModelCatalog;
import zoodip.gateway.records.Backlog;
import zoodip.gateway.records.JobView;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.ChangeListeners.Subscription;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;

/** What there is to do, as far as this gateway knows; where it does not it says so, never zero. */
@ApplicationScoped
public class Demands {
  private final Supplier<JobView> jobs;
  private final GenerationBacklog generation;
  private final ModelCatalog models;
  private final Set<String> knownModels = ConcurrentHashMap.newKeySet();

  /** The view is opened by who can wait for Kafka: the server's own thread must not. */
  @Inject
  public Demands(Instance<JobView> jobs, GenerationBacklog generation, ModelCatalog models) {
    this((Supplier<JobView>) jobs::get, generation, models);
  }

  Demands(Supplier<JobView> jobs, GenerationBacklog generation, ModelCatalog models) {
    this.jobs = jobs;
    this.generation = generation;
    this.models = models;
  }

  /**
   * Finds out whether there is the model that a trigger names, if it names one.
   *
   * @throws ServiceException INVALID_REQUEST if there is not
   */
  void requireModel(ScalingTrigger trigger) {
    trigger.model().filter(model -> !knownModels.contains(model)).ifPresent(this::requireModel);
  }

  /**
   * What there is to do; of generation nodes are asked, so it may take a few seconds.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE if that is not known now
   */
  Demand of(ScalingTrigger trigger) {
    if (!jobs.get().isUpToDate()) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
          "This gateway has not read yet what jobs there are; ask again");
    }
    if (trigger.work() == ScaledWork.GENERATION) {
      return generation(trigger.model());
    }
    Backlog backlog = jobs.get().backlog(trigger.isTraining(), trigger.model());
    // running jobs too need their workers, whatever the metric counts
    return new Demand(
        backlog.outstanding() > 0,
        switch (trigger.quantity()) {
          case OUTSTANDING -> backlog.outstanding();
          case QUEUED -> backlog.queued();
          case STEPS -> backlog.units();
        });
  }

  /** Runs the action each time that there may be something to do, or nothing more. */
  Subscription listen(Runnable action) {
    Subscription ofJobs = jobs.get().listenToBacklog(action);
    Subscription ofGenerations = generation.listen(action);
    return () -> {
      ofJobs.close();
      ofGenerations.close();
    };
  }

  /** Evaluations need images, and ask nodes for them without a gateway. */
  private Demand generation(Optional<String> model) {
    double seconds = generation.seconds(model);
    boolean evaluations = jobs.get().backlog(false, model).outstanding() > 0;
    return new Demand(seconds > 0 || evaluations, seconds);
  }

  private void requireModel(String model) {
    try {
      ResourceName name = ResourceName.parse(model);
      knownModels.add(models.textToImage(name.toString()).getName());
    } catch (IllegalArgumentException e) {
      throw unknown(
          "'%s' is no model's name; one is models/{model}, as Models.ListModels tells it"
              .formatted(model));
    } catch (ServiceException e) {
      if (e.reason() == ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE) {
        throw e;
      }
      throw unknown(e.getMessage());
    }
  }

  private static ServiceException unknown(String message) {
    return ServiceException.invalid(ErrorReason.ERROR_REASON_INVALID_REQUEST, "model", message);
  }
}
