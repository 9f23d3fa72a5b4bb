package zoodip.gateway.concepts;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import zoodip.events.v1.ConceptRecord;
import zoodip.gateway.records.JobView;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.storage.StorageException;
import zoodip.platform.threads.DaemonThreads;

/**
 * Deletes the files of a learned concept when another takes its place and the training that wrote
 * them is deleted already: nobody would find them any more.
 */
@ApplicationScoped
public class ReplacedConcepts {
  private static final Logger LOG = Logger.getLogger(ReplacedConcepts.class);

  private final CompactedView<ConceptRecord> concepts;
  private final JobView jobs;
  private final ConceptFiles files;
  private final Map<String, ConceptRecord> before = new HashMap<>();
  private final ExecutorService deletions =
      Executors.newSingleThreadExecutor(DaemonThreads.named("replaced-concepts"));

  @Inject
  public ReplacedConcepts(CompactedView<ConceptRecord> concepts, JobView jobs, ConceptFiles files) {
    this.concepts = concepts;
    this.jobs = jobs;
    this.files = files;
  }

  void start(@Observes StartupEvent event) {
    var unused = concepts.listenToAll(this::changed);
    synchronized (before) {
      concepts.withPrefix("").forEach(before::putIfAbsent);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    deletions.shutdown();
  }

  private void changed(String name, Optional<ConceptRecord> now) {
    synchronized (before) {
      ConceptRecord replaced = now.isPresent() ? before.put(name, now.get()) : before.remove(name);
      if (replaced != null && now.isPresent() && isAnother(replaced, now.get())) {
        deletions.execute(() -> delete(replaced));
      }
    }
  }

  private static boolean isAnother(ConceptRecord replaced, ConceptRecord now) {
    return !replaced.getConcept().getTrainingJob().isEmpty()
        && !replaced.getEmbeddingKey().equals(now.getEmbeddingKey());
  }

  /** Waits first until a job that there is would be in the view. */
  private void delete(ConceptRecord replaced) {
    try {
      jobs.readToEnd().join();
      files.deleteReplaced(replaced);
    } catch (StorageException | CompletionException e) {
      LOG.warnf(
          e,
          "%s, which %s does not use any more, may be left in the object store",
          replaced.getEmbeddingKey(),
          replaced.getConcept().getName());
    }
  }
}
