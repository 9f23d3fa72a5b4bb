package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import zoodip.v1.TrainingJob;

/**
 * Follows a training through the traces of four services: from its create to the images that its
 * evaluation asked for.
 */
final class JobTraces {
  private static final String PUBLISH = "publish job-events";
  private static final String FOLD = "fold job-events";

  private final TraceReceiver receiver;

  JobTraces(TraceReceiver receiver) {
    this.receiver = receiver;
  }

  /** Fails if a span is missing, or hangs in the wrong place. */
  List<ReceivedSpan> check(TrainingJob job) throws InterruptedException {
    String training = job.getName();
    ReceivedSpan accepted = await(PUBLISH, training, "ACCEPTED");
    ReceivedSpan create = receiver.await("the create", span -> span.id().equals(accepted.parent()));
    assertEquals("zoodip.v1.TrainingJobs/CreateTrainingJob", create.name());
    assertEquals("", create.parent());
    ReceivedSpan queued = child(accepted, FOLD);
    ReceivedSpan attempt = attempt("attempt training", training, "zoodip-trainer");
    assertTrue(attempt.links().contains(queued.id()), "links to what queued it");
    assertTrue(attempt.links().contains(accepted.id()), "links to the create");
    assertNotEquals(create.trace(), attempt.trace());
    child(child(attempt, PUBLISH), FOLD);
    ReceivedSpan commit = child(attempt, "commit steps");
    child(commit, "S3 put");
    child(child(commit, PUBLISH), FOLD);
    ReceivedSpan succeeded = await(PUBLISH, training, "SUCCEEDED");
    assertTrue(succeeded.isChildOf(attempt));
    return evaluation(create, attempt, child(succeeded, FOLD), job.getEvaluationJob());
  }

  private List<ReceivedSpan> evaluation(
      ReceivedSpan create, ReceivedSpan training, ReceivedSpan learned, String evaluation)
      throws InterruptedException {
    ReceivedSpan queued = child(learned, FOLD);
    assertTrue(queued.is(FOLD, evaluation, "ACCEPTED"), queued::toString);
    ReceivedSpan attempt = attempt("attempt evaluation", evaluation, "zoodip-evaluator");
    assertTrue(attempt.links().contains(queued.id()), "links to what queued it");
    ReceivedSpan call = child(attempt, "zoodip.inference.v1.Inference/Draw");
    assertEquals("zoodip-evaluator", call.service());
    ReceivedSpan served = child(call, "zoodip.inference.v1.Inference/Draw");
    assertEquals("zoodip-inference", served.service());
    child(served, "generate batch");
    Set<String> traces = Set.of(create.trace(), training.trace(), attempt.trace());
    assertEquals(3, traces.size());
    return new ArrayList<>(
        receiver.spans().stream().filter(span -> traces.contains(span.trace())).toList());
  }

  /** Writes the traces as text if {@code -Drecord.traces=FILE} says so. */
  static void record(List<ReceivedSpan> spans) throws Exception {
    String file = System.getProperty("record.traces");
    if (file != null) {
      Files.writeString(Path.of(file), TraceText.of(spans));
    }
  }

  /** The names of all spans, as text has them. */
  static Set<String> names(List<ReceivedSpan> spans) {
    return spans.stream().map(ReceivedSpan::name).collect(Collectors.toSet());
  }

  private ReceivedSpan attempt(String name, String job, String service)
      throws InterruptedException {
    ReceivedSpan attempt = receiver.await(name, span -> span.is(name, job));
    assertEquals(service, attempt.service());
    assertEquals("", attempt.parent());
    assertEquals("succeeded", attempt.attribute("zoodip.outcome"));
    return attempt;
  }

  private ReceivedSpan await(String name, String job, String event) throws InterruptedException {
    return receiver.await(name + " " + event, span -> span.is(name, job, event));
  }

  private ReceivedSpan child(ReceivedSpan parent, String name) throws InterruptedException {
    Predicate<ReceivedSpan> wanted = span -> span.isChildOf(parent) && span.name().equals(name);
    return receiver.await(name + " below " + parent, wanted);
  }
}
