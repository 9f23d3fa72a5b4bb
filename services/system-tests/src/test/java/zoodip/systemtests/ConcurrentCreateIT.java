package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.JobState;
import zoodip.v1.ListTrainingJobsRequest;

@Timeout(120)
@ExtendWith(Stage.Extension.class)
class ConcurrentCreateIT {
  private static final int CALLERS = 50;

  @Test
  void fiftyCreatesWithOneRequestIdMakeOneJob(Stage stage) throws Exception {
    CreateTrainingJobRequest request =
        stage.api().training(stage.subject(), "once", 100).toBuilder()
            .setRequestId("pressed-fifty-times")
            .build();
    int before = jobs(stage);
    Set<String> names = new HashSet<>();
    for (Future<String> name : concurrently(() -> stage.api().create(request).getName())) {
      names.add(name.get());
    }
    assertEquals(1, names.size(), names::toString);
    assertEquals(before + 1, jobs(stage));
    String job = names.iterator().next();
    assertEquals(1, new JobTopics(stage.cluster().kafka()).trainingRequests(job).size());
    stage
        .api()
        .trainingJobs()
        .cancelTrainingJob(CancelTrainingJobRequest.newBuilder().setName(job).build());
    assertEquals(JobState.JOB_STATE_CANCELLED, stage.api().awaitEnd(job).getState());
  }

  private static int jobs(Stage stage) {
    return stage
        .api()
        .trainingJobs()
        .listTrainingJobs(
            ListTrainingJobsRequest.newBuilder()
                .setParent(stage.api().parent())
                .setPageSize(1000)
                .build())
        .getTrainingJobsCount();
  }

  private static List<Future<String>> concurrently(Callable<String> call)
      throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    var callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<String>> names =
          IntStream.range(0, CALLERS)
              .mapToObj(
                  i ->
                      callers.submit(
                          () -> {
                            start.await();
                            return call.call();
                          }))
              .toList();
      start.countDown();
      return names;
    } finally {
      callers.shutdown();
    }
  }
}
