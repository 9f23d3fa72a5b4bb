package zoodip.gateway.fold;

import zoodip.events.v1.Archived;
import zoodip.events.v1.EvaluationResult;
import zoodip.events.v1.JobRecord;
import zoodip.v1.EvaluationSettings;

/**
 * What stays of an ended job's record once the whole of it is in the object store: all that lists
 * show and filters ask for, and what its deletion and the derivation of its concept need; less than
 * two kilobytes, however many photos, prompts, files and segments there were.
 */
final class CompactRecords {
  /** Of texts that people or failing libraries wrote. */
  private static final int LONGEST_TEXT = 200;

  private static final String CUT_OFF = "...";

  private CompactRecords() {}

  /**
   * The compact record.
   *
   * @param after the record with the event's position and the next revision
   */
  static JobRecord.Builder of(JobRecord.Builder after, Archived archived) {
    JobRecord.Builder compact =
        after.setArchive(archived.getArchive()).clearFiles().clearSegments();
    if (archived.hasJournal()) {
      compact.addSegments(archived.getJournal());
    }
    compact.setCancelReason(shortened(compact.getCancelReason()));
    if (compact.hasError()) {
      compact.getErrorBuilder().setMessage(shortened(compact.getError().getMessage()));
    }
    if (compact.hasEvaluationResult()) {
      compact.setEvaluationResult(withoutLists(compact.getEvaluationResult()));
    }
    return shortenSpec(compact);
  }

  private static JobRecord.Builder shortenSpec(JobRecord.Builder record) {
    if (record.getSpec().hasTraining()) {
      var training = record.getSpecBuilder().getTrainingBuilder();
      training.clearPhotos().clearPreviewPrompt().clearPreviewGeneration();
      if (training.hasEvaluation()) {
        training.setEvaluation(withoutPrompts(training.getEvaluation()));
      }
    } else {
      var evaluation = record.getSpecBuilder().getEvaluationBuilder();
      evaluation.clearPhotos().setSettings(withoutPrompts(evaluation.getSettings()));
    }
    return record;
  }

  private static EvaluationSettings withoutPrompts(EvaluationSettings settings) {
    return settings.toBuilder().clearPrompts().build();
  }

  private static EvaluationResult withoutLists(EvaluationResult result) {
    return result.toBuilder().clearPromptScores().clearFiles().build();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT
        ? text
        : text.substring(0, LONGEST_TEXT - CUT_OFF.length()) + CUT_OFF;
  }
}
