package zoodip.gateway.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.BadRequest;
import io.grpc.protobuf.StatusProto;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.Accepted;
import zoodip.events.v1.EvaluationSpec;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.PhotoReference;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.EvaluationSettings;

class EventSizeLimitTest {
  /** As many captions as photos may have, in letters of four bytes. */
  private static PhotoReference photo(int captions) {
    return PhotoReference.newBuilder()
        .addAllCaptions(Collections.nCopies(captions, "{}" + "🦊".repeat(510)))
        .build();
  }

  private static EvaluationSettings prompts(int count) {
    return EvaluationSettings.newBuilder()
        .addAllPrompts(Collections.nCopies(count, "щ".repeat(1024)))
        .build();
  }

  private static Accepted training(int captions, int prompts) {
    return Accepted.newBuilder()
        .setSpec(
            JobSpec.newBuilder()
                .setTraining(
                    TrainingSpec.newBuilder()
                        .addPhotos(photo(captions))
                        .setEvaluation(prompts(prompts))))
        .build();
  }

  private static Accepted evaluation(int captions, int prompts) {
    return Accepted.newBuilder()
        .setSpec(
            JobSpec.newBuilder()
                .setEvaluation(
                    EvaluationSpec.newBuilder()
                        .addPhotos(photo(captions))
                        .setSettings(prompts(prompts))))
        .build();
  }

  private static String refused(Accepted accepted) throws Exception {
    ServiceException refusal =
        assertThrows(ServiceException.class, () -> EventSizeLimit.checked(accepted));
    assertEquals(ErrorReason.ERROR_REASON_INVALID_REQUEST, refusal.reason());
    assertTrue(refusal.getMessage().contains("983040"), refusal.getMessage());
    return StatusProto.fromThrowable(refusal.toStatus())
        .getDetails(1)
        .unpack(BadRequest.class)
        .getFieldViolations(0)
        .getField();
  }

  @Test
  void whatFitsIsTheSame() {
    assertEquals(training(100, 300), EventSizeLimit.checked(training(100, 300)));
  }

  @Test
  void whatDoesNotIsNamedByItsLargestField() throws Exception {
    assertEquals("training_job.subject", refused(training(480, 10)));
    assertEquals("training_job.evaluation.prompts", refused(training(10, 480)));
    assertEquals("evaluation.subject", refused(evaluation(480, 10)));
    assertEquals("evaluation.settings.prompts", refused(evaluation(10, 480)));
  }
}
