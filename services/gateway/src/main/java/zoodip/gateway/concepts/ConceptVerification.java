package zoodip.gateway.concepts;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.StatusRuntimeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import zoodip.concepts.embeddings.EmbeddingStore;
import zoodip.concepts.provenance.Rederivation;
import zoodip.contract.JobStates;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.jobs.JobLog;
import zoodip.gateway.records.JobView;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.v1.Concept;
import zoodip.v1.ErrorReason;
import zoodip.v1.TrainingMethod;
import zoodip.v1.VerifyConceptResponse;

/** Derives concepts again from their journals; so many at a time that calls still get answers. */
@ApplicationScoped
public class ConceptVerification {
  private final ConceptCatalog concepts;
  private final JobView jobs;
  private final JobLog log;
  private final EmbeddingStore embeddings;
  private final Rederivation rederivation;
  private final Semaphore permits;

  @Inject
  public ConceptVerification(
      ConceptCatalog concepts, JobView jobs, JobLog log, Storage storage, GatewayConfig config) {
    this.concepts = concepts;
    this.jobs = jobs;
    this.log = log;
    embeddings = new EmbeddingStore(storage);
    rederivation = new Rederivation(storage);
    permits = new Semaphore(config.concepts().concurrentVerifications());
  }

  /**
   * Whether a concept's journal gives its embedding.
   *
   * @throws ServiceException CONCEPT_NOT_FOUND, NO_JOURNAL, DATA_LOSS, OVERLOADED
   * @throws StatusRuntimeException CANCELLED or DEADLINE_EXCEEDED as soon as nobody waits any more
   */
  VerifyConceptResponse verify(ResourceName name) {
    ConceptRecord concept = concepts.get(name);
    JobRecord training = training(concept);
    requireLosses(training, name);
    if (!permits.tryAcquire()) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_OVERLOADED,
          "As many concepts are being verified as this gateway can at a time; try again");
    }
    try {
      embeddings.read(concept);
      return compare(concept.getConcept(), rederivation.derive(training, cancellationCheck()));
    } finally {
      permits.release();
    }
  }

  private static VerifyConceptResponse compare(Concept concept, Rederivation.Rederived rederived) {
    String sha256 = rederived.sha256();
    return VerifyConceptResponse.newBuilder()
        .setVerified(sha256.equals(concept.getEmbeddingSha256()))
        .setPublishedSha256(concept.getEmbeddingSha256())
        .setReplayedSha256(sha256)
        .setSteps(Math.toIntExact(rederived.steps()))
        .build();
  }

  /** Gradients have as many numbers as theta: any embedding has some that lead to it. */
  private static void requireLosses(JobRecord training, ResourceName name) {
    TrainingMethod method = training.getSpec().getTraining().getSettings().getMethod();
    if (method == TrainingMethod.TRAINING_METHOD_TEXTUAL_INVERSION) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_NO_JOURNAL,
          "%s was learned by TEXTUAL_INVERSION and cannot be derived again: its journal has gradients, and such could be made up for any embedding; train it again and compare"
              .formatted(name));
    }
  }

  /** The training whose result the concept is. */
  private JobRecord training(ConceptRecord concept) {
    String job = concept.getConcept().getTrainingJob();
    if (job.isEmpty()) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_NO_JOURNAL,
          concept.getConcept().getName()
              + " was imported from a file, so there is no journal to derive it from");
    }
    return record(ResourceName.parse(job), concept)
        .filter(
            record ->
                record.getTrainingResult().getEmbeddingKey().equals(concept.getEmbeddingKey()))
        .orElseThrow(
            () ->
                new ServiceException(
                    ErrorReason.ERROR_REASON_NO_JOURNAL,
                    "%s, which learned %s, is deleted and its journal with it"
                        .formatted(job, concept.getConcept().getName())));
  }

  /** The concept may be seen a moment before the end of its training is. */
  private Optional<JobRecord> record(ResourceName job, ConceptRecord concept) {
    Optional<JobRecord> now = jobs.get(job.toString());
    return now.filter(record -> isAboutToEnd(job, record, concept)).isPresent()
        ? log.awaitEnd(job)
        : now;
  }

  private static boolean isAboutToEnd(ResourceName job, JobRecord record, ConceptRecord concept) {
    return !JobStates.isTerminal(record.getState())
        && concept.getEmbeddingKey().startsWith(ObjectKeys.attempt(job, record.getAttempt()));
  }

  private static LongConsumer cancellationCheck() {
    Context call = Context.current();
    return step -> {
      if (call.isCancelled()) {
        throw Contexts.statusFromCancelled(call)
            .augmentDescription("Nobody waits any more; given up after step " + step)
            .asRuntimeException();
      }
    };
  }
}
