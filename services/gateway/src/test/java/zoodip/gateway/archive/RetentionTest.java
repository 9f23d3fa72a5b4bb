package zoodip.gateway.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.concepts.ZerothTraining;
import zoodip.gateway.records.JobView;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingSettings;

/** Jobs that have ended, in a gateway that keeps them for half a second. */
@QuarkusTest
@TestProfile(RetentionTest.ShortRetention.class)
class RetentionTest extends GatewayTestBase {
  public static final class ShortRetention implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "gateway.archive.enabled", "true",
          "gateway.archive.interval", "PT0.05S",
          "gateway.archive.retention", "PT0.5S",
          "gateway.archive.sweep-interval", "PT0.1S",
          "gateway.archive.sweep-size", "2");
    }
  }

  @Inject JobView jobs;

  @Test
  void whatALivingConceptIsMadeOfOutlivesItsTraining() throws Exception {
    var request = training(subjectWithPhoto("my-mug"));
    request.getTrainingJobBuilder().setSettings(TrainingSettings.newBuilder().setSteps(20));
    TrainingJob job = client.trainingJobs().createTrainingJob(request.build());
    ResourceName name = ResourceName.parse(job.getName());

    new ZerothTraining(storage, this::publish, jobs.get(job.getName()).orElseThrow()).train();
    awaitGone(job.getName());

    awaitUnder(
        ObjectKeys.attempts(name),
        List.of(ObjectKeys.embedding(name, "a1"), ObjectKeys.provenance(name, "a1")));
    assertTrue(concepts.get(tenant + "/concepts/my-mug").isPresent());
  }

  @Test
  void moreThanOneSweepRemovesGoOneAfterTheOther() {
    String subject = subjectWithPhoto("my-mug");
    List<String> names =
        java.util.stream.IntStream.range(0, 7)
            .mapToObj(i -> createTraining(subject).getName())
            .toList();
    String kept = createTraining(subject).getName();
    for (String name : names) {
      var unused =
          client
              .trainingJobs()
              .cancelTrainingJob(CancelTrainingJobRequest.newBuilder().setName(name).build());
    }

    names.forEach(this::awaitGone);

    assertEquals(
        List.of(), names.stream().flatMap(name -> storage.list(files(name)).stream()).toList());
    assertTrue(jobs.contains(kept));
  }

  private static String files(String job) {
    return ObjectKeys.attempts(ResourceName.parse(job));
  }

  private void awaitGone(String job) {
    Optional<JobRecord> gone = GatewayClient.get(jobs.await(job, Optional::isEmpty));
    assertTrue(gone.isEmpty());
  }
}
