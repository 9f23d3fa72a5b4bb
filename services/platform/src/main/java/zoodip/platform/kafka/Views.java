package zoodip.platform.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobRecord;

/** The views that services share: of jobs and of concepts, each opened when first injected. */
@ApplicationScoped
public class Views {
  @Produces
  @Singleton
  CompactedView<JobRecord> jobs(KafkaClients kafka) {
    kafka.ensureTopics();
    return new CompactedView<>(Topics.JOBS, kafka.reader(JobRecord.parser()));
  }

  @Produces
  @Singleton
  CompactedView<ConceptRecord> concepts(KafkaClients kafka) {
    kafka.ensureTopics();
    return new CompactedView<>(Topics.CONCEPTS, kafka.reader(ConceptRecord.parser()));
  }

  void closeJobs(@Disposes CompactedView<JobRecord> view) {
    view.close();
  }

  void closeConcepts(@Disposes CompactedView<ConceptRecord> view) {
    view.close();
  }
}
