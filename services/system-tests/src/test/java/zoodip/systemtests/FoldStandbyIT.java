package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.systemtests.FoldReplica.Restoration;
import zoodip.v1.JobState;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;
import zoodip.v1.VerifyConceptRequest;

/**
 * Of two gateways, the one that folds a job's events is killed, and the other goes on: as a standby
 * it has the state already, otherwise it reads it from the beginning.
 */
@Tag("slow")
@Timeout(600)
class FoldStandbyIT {
  private static final int STEPS = 120;

  /** Jobs of earlier days, whose records are the state. */
  private static final int STORED = 8000;

  private static final int PARTITIONS = 4;

  @TempDir Path folder;

  private MixedInstall install;

  @BeforeEach
  void start() throws Exception {
    install = new MixedInstall("fold-standby", folder);
    String bootstrapServers = install.cluster().kafka().bootstrapServers();
    InstallTopics.create(bootstrapServers);
    new StoredJobs(false).write(bootstrapServers, STORED);
  }

  @AfterEach
  void stop() throws Exception {
    install.close();
  }

  @Test
  void aStandbyGoesOnFromItsOwnStateAndNothingIsLost() throws Exception {
    List<FoldReplica> replicas = replicas(1);
    for (FoldReplica replica : replicas) {
      awaitChangelogRecords(replica, STORED);
    }
    Api any = install.api(replicas.get(0).ports());
    Subject subject = install.subject(any);
    String undisturbed = any.create(any.training(subject, "undisturbed", STEPS)).getName();
    String job = any.create(any.training(subject, "disturbed", STEPS)).getName();
    FoldReplica folds = only(replicas, job, true);
    FoldReplica standby = only(replicas, job, false);
    Api api = install.api(standby.ports());
    install.trainer(ServiceVersion.PRESENT, standby.ports());
    String digest = succeeded(api.awaitEnd(undisturbed));
    TrainingJob begun = api.await(job, now -> now.getProgress().getDone() > STEPS / 8);
    assertEquals(JobState.JOB_STATE_RUNNING, begun.getState(), begun::toString);
    int before = standby.restorations().size();

    folds.app().kill();

    TrainingJob ended = api.awaitEnd(job);
    List<Restoration> restored = restoredSince(standby, before);
    assertTrue(
        sum(restored) < STORED / PARTITIONS / 20, () -> "restored at the takeover: " + restored);
    assertEquals(digest, succeeded(ended));
    assertEquals(1, ended.getAttempts(), ended::toString);
    var verified =
        api.concepts()
            .verifyConcept(VerifyConceptRequest.newBuilder().setName(ended.getConcept()).build());
    assertTrue(verified.getVerified(), verified::toString);
    assertEquals(STEPS, verified.getSteps());
    assertEquals(digest, verified.getReplayedSha256());
  }

  @Test
  void withoutAStandbyTheStateIsReadFromTheBeginning() throws Exception {
    List<FoldReplica> replicas = replicas(0);
    Api api = install.api(replicas.get(0).ports());
    String job = api.create(api.training(install.subject(api), "waiting", STEPS)).getName();
    FoldReplica other = only(replicas, job, false);
    int before = other.restorations().size();

    only(replicas, job, true).app().kill();

    awaitAllOfTheState(other);
    TrainingJob cancelled = install.api(other.ports()).cancel(job);
    assertEquals(JobState.JOB_STATE_CANCELLED, cancelled.getState(), cancelled::toString);
    List<Restoration> restored = restoredSince(other, before);
    assertTrue(
        sum(restored) > STORED / PARTITIONS / 2, () -> "restored at the takeover: " + restored);
  }

  private List<FoldReplica> replicas(int standbys) throws InterruptedException {
    List<FoldReplica> replicas =
        List.of(
            FoldReplica.start(install, standbys, "rack-a"),
            FoldReplica.start(install, standbys, "rack-b"));
    for (FoldReplica replica : replicas) {
      MixedInstall.awaitReady(replica.ports().http());
    }
    return replicas;
  }

  private static void awaitChangelogRecords(FoldReplica replica, int records) throws Exception {
    while (replica.changelogRecords() < records) {
      Thread.sleep(100);
    }
  }

  /** Waits until every partition of the jobs' records has become this replica's. */
  private static void awaitAllOfTheState(FoldReplica replica) throws InterruptedException {
    while (replica.restorations().stream()
            .map(Restoration::changelog)
            .filter(changelog -> changelog.contains("job-records"))
            .distinct()
            .count()
        < PARTITIONS) {
      Thread.sleep(100);
    }
  }

  /** Of the replicas the one that has accepted the job, or the one that has not. */
  private static FoldReplica only(List<FoldReplica> replicas, String job, boolean accepted) {
    List<FoldReplica> found =
        replicas.stream().filter(replica -> replica.hasAccepted(job) == accepted).toList();
    assertEquals(1, found.size(), () -> job + " was accepted by several, or by none");
    return found.get(0);
  }

  private static List<Restoration> restoredSince(FoldReplica replica, int before) {
    List<Restoration> all = replica.restorations();
    return all.subList(before, all.size());
  }

  private static long sum(List<Restoration> restored) {
    assertTrue(!restored.isEmpty(), "Nothing was taken over");
    return restored.stream().mapToLong(Restoration::records).sum();
  }

  private static String succeeded(TrainingJob ended) {
    assertEquals(JobState.JOB_STATE_SUCCEEDED, ended.getState(), ended::toString);
    return ended.getEmbeddingSha256();
  }
}
