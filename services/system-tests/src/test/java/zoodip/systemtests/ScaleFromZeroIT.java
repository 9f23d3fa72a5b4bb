package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Pod;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.JobState;

/**
 * Pods of trainers on fake GPU nodes come with queued trainings and go with them, by what a real
 * gateway tells; the pod whose trainer works goes last.
 */
@Timeout(600)
@NeedsLab
@ExtendWith(Stage.Extension.class)
class ScaleFromZeroIT {
  private static final int PODS = 3;
  private static final int STEPS = 1500;

  @TempDir Path folder;

  @Test
  void podsComeWithTrainingsAndTheBusyOneGoesLast(Stage stage) throws Exception {
    ManagedChannel gateway =
        ManagedChannelBuilder.forTarget(stage.gatewayTarget()).usePlaintext().build();
    try (Lab lab = new Lab(Path.of(System.getProperty(NeedsLab.KUBECONFIG)));
        AutoCloseable autoscaler = autoscaler(lab, gateway, stage.gatewayTarget())) {
      show("no training", lab.awaitRunning(0));

      String trained = create(stage, "first");
      List<String> others = List.of(create(stage, "second"), create(stage, "third"));
      List<Pod> pods = lab.awaitRunning(PODS);
      show("three queued trainings", pods);
      assertEquals(PODS, pods.stream().map(pod -> pod.getSpec().getNodeName()).distinct().count());

      // of pods that are alike a ReplicaSet would delete the newest first
      String busy = pods.get(PODS - 1).getMetadata().getName();
      try (App trainer =
          stage.trainer(
              Map.of(
                  "pod.name",
                  busy,
                  "pod.namespace",
                  Lab.NAMESPACE,
                  "kubeconfig",
                  lab.trainerKubeconfig(folder).toString()))) {
        lab.awaitCost(busy, Optional::isPresent);
        stage.api().await(trained, now -> now.getState() == JobState.JOB_STATE_RUNNING);
        show("a trainer works in " + busy, lab.pods());

        cancel(stage, others.get(0));
        assertEquals(1, named(lab.awaitRunning(PODS - 1), busy));
        cancel(stage, others.get(1));
        List<Pod> last = lab.awaitRunning(1);
        show("the others are cancelled", last);
        assertEquals(1, named(last, busy));

        assertEquals(JobState.JOB_STATE_SUCCEEDED, stage.api().awaitEnd(trained).getState());
      }
      show("the training has ended", lab.awaitRunning(0));
    } finally {
      gateway.shutdownNow();
    }
  }

  /** KEDA's operator and the horizontal pod autoscaler where they are, else their formula. */
  private static AutoCloseable autoscaler(Lab lab, ManagedChannel gateway, String target)
      throws Exception {
    if (System.getProperty(NeedsLab.KEDA, "").isEmpty()) {
      return new ReplicaLoop(
          lab.client(),
          Lab.NAMESPACE,
          Lab.DEPLOYMENT,
          PODS,
          gateway,
          Map.of("work", "training", "model", "models/toybox", "target", "1"));
    }
    lab.scaleByKeda(target);
    return () -> {};
  }

  private static String create(Stage stage, String concept) {
    return stage.api().create(stage.api().training(stage.subject(), concept, STEPS)).getName();
  }

  private static void cancel(Stage stage, String job) {
    var unused =
        stage
            .api()
            .trainingJobs()
            .cancelTrainingJob(CancelTrainingJobRequest.newBuilder().setName(job).build());
  }

  private static long named(List<Pod> pods, String name) {
    return pods.stream().filter(pod -> pod.getMetadata().getName().equals(name)).count();
  }

  private static void show(String when, List<Pod> pods) {
    System.out.println(when + ": " + pods.size() + " pods");
    pods.forEach(pod -> System.out.println(Lab.text(pod)));
  }
}
