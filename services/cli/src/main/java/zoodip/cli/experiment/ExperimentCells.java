package zoodip.cli.experiment;

import java.util.List;

/** What a plan comes to on a server: its trainings, and an evaluation of each class word. */
record ExperimentCells(List<ExperimentCell> trainings, List<ScoringRequest> classWords) {
  ExperimentCells {
    trainings = List.copyOf(trainings);
    classWords = List.copyOf(classWords);
  }
}
