package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.Ports;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingJobsGrpc;

/**
 * How many creates a second a single-machine install takes, its callers on the same processors.
 * {@code -Dscaling.callers=192 -Dscaling.seconds=20} is what SCALING's figures are of, {@code
 * -Dscaling.subjects} of how many subjects the jobs are.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CreateLoadIT {
  private static final int CALLERS = Integer.getInteger("scaling.callers", 16);
  private static final Duration MEASURED =
      Duration.ofSeconds(Integer.getInteger("scaling.seconds", 3));
  private static final int SUBJECTS = Integer.getInteger("scaling.subjects", 2);
  private static final int CHANNELS = 4;

  @TempDir Path folder;

  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  @Test
  void createsAreAnsweredAsFastAsTheyCome() throws Exception {
    int port = Ports.freePort();
    Map<String, String> settings =
        Map.of(
            "local.folder",
            folder.resolve("data").toString(),
            "trainer.slots",
            "0",
            "quarkus.http.port",
            "0",
            "quarkus.grpc.server.port",
            String.valueOf(port));
    List<ManagedChannel> channels = new ArrayList<>();
    for (int i = 0; i < CHANNELS; i++) {
      channels.add(ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build());
    }
    try (App local = App.start("2g", "local", "local-creates", settings)) {
      Api api = new Api(channels.get(0), "tenants/tests");
      List<CreateTrainingJobRequest> requests = new ArrayList<>();
      for (int i = 0; i < SUBJECTS; i++) {
        Subject subject = api.upload("mug-" + i, folder.resolve("photos" + i));
        requests.add(api.training(subject, "mug-" + i, 1000));
      }
      // until the code that runs is compiled
      run(channels, requests, MEASURED.dividedBy(2));
      nanos.clear();
      double seconds = run(channels, requests, MEASURED);
      assertEquals(null, failure.get());
      write(seconds, local.residentMebibytes());
      assertTrue(nanos.size() > CALLERS, nanos::toString);
    } finally {
      channels.forEach(ManagedChannel::shutdownNow);
    }
  }

  /** Keeps all callers busy for so long; how long it took in the end. */
  private double run(
      List<ManagedChannel> channels, List<CreateTrainingJobRequest> requests, Duration time)
      throws InterruptedException {
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    CountDownLatch done = new CountDownLatch(CALLERS);
    for (int i = 0; i < CALLERS; i++) {
      call(
          TrainingJobsGrpc.newFutureStub(channels.get(i % CHANNELS)),
          requests.get(i % SUBJECTS),
          end,
          done);
    }
    done.await();
    return (System.nanoTime() - begin) / 1e9;
  }

  private void call(
      TrainingJobsGrpc.TrainingJobsFutureStub stub,
      CreateTrainingJobRequest request,
      long end,
      CountDownLatch done) {
    long begin = System.nanoTime();
    Futures.addCallback(
        stub.withWaitForReady().createTrainingJob(request),
        new FutureCallback<TrainingJob>() {
          @Override
          public void onSuccess(TrainingJob job) {
            long now = System.nanoTime();
            nanos.add(now - begin);
            if (now < end) {
              call(stub, request, end, done);
            } else {
              done.countDown();
            }
          }

          @Override
          public void onFailure(Throwable problem) {
            failure.set(problem);
            done.countDown();
          }
        },
        Runnable::run);
  }

  private void write(double seconds, String residentMebibytes) throws Exception {
    long[] times = nanos.stream().mapToLong(Long::longValue).toArray();
    String table =
        """
        | callers | subjects | creates/s | time of a create | resident MiB at the end |
        | --- | --- | --- | --- | --- |
        | %d | %d | %.0f | %s | %s |
        """
            .formatted(
                CALLERS,
                SUBJECTS,
                times.length / seconds,
                Percentiles.of(times),
                residentMebibytes);
    Path file = Path.of("target", "scaling", "creates.md");
    Files.createDirectories(file.getParent());
    Files.writeString(file, table);
  }
}
