package zoodip.trainer;

import java.util.List;
import org.jboss.logging.Logger;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.work.AttemptDirective;
import zoodip.platform.work.JobAttempt;
import zoodip.trainer.files.JobFile;
import zoodip.trainer.journal.JournalWriter;
import zoodip.trainer.training.LossFunction;
import zoodip.trainer.training.ModelMeasurements;
import zoodip.trainer.training.ProbeFunction;
import zoodip.trainer.training.TrainingSession;
import zoodip.zeroth.journal.LossJournal;

/**
 * The steps of one attempt at a training, and what is written after each: losses go from the
 * session to the journal, files from the artifacts along with them.
 */
record TrainingLoop(
    JobAttempt attempt,
    TrainingSession session,
    LossFunction lossFunction,
    ModelMeasurements measurements,
    ProbeFunction probeFunction,
    TrainingArtifacts artifacts,
    JournalWriter writer,
    TrainingMetrics metrics) {
  private static final Logger LOG = Logger.getLogger(TrainingLoop.class);

  /**
   * Does step after step, with the probes that follow them, until all are done or something else is
   * wanted. Losses of a job that ends, however it does, are worth a look.
   *
   * @param journal that the session was resumed from
   * @return what ended it, CONTINUE if the session is done
   */
  AttemptDirective run(LossJournal journal) throws InterruptedException {
    List<JobFile> files = artifacts.beforeFirstStep(journal);
    AttemptDirective directive = steps(files);
    switch (directive) {
      case CONTINUE, CANCEL -> writer.flush(artifacts.losses());
      case SUSPEND -> writer.flush(List.of());
      case ABANDON -> {}
    }
    return directive;
  }

  private void renewBases() {
    if (session.needsBases()) {
      long step = session.steps() + 1;
      LOG.debugf("%s: measures bases for step %d", attempt.job(), step);
      metrics.refresh(session, measurements);
      LOG.debugf("%s: uses new bases from step %d", attempt.job(), step);
    }
  }

  private AttemptDirective steps(List<JobFile> first) throws InterruptedException {
    try {
      writer.flushIfDue(first);
      if (attempt.directive() == AttemptDirective.CONTINUE) {
        session.probe(probeFunction);
      }
      while (attempt.directive() == AttemptDirective.CONTINUE && !session.isDone()) {
        renewBases();
        metrics.step(session, lossFunction, measurements);
        session.probe(probeFunction);
        writer.flushIfDue(artifacts.afterStep());
      }
      return attempt.directive();
    } catch (ServiceException e) {
      writer.flush(artifacts.losses());
      throw e;
    }
  }
}
