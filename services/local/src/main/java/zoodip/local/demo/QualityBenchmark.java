package zoodip.local.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import zoodip.client.Client;
import zoodip.client.TrainingRun;
import zoodip.local.program.ClientProgram;
import zoodip.local.program.PhotoSetUpload;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;
import zoodip.v1.Evaluation;
import zoodip.v1.Subject;

/**
 * Measures how much concepts gain over their class words, toy after toy, with the demo's settings:
 * the table that a change of a preset has to show.
 */
public class QualityBenchmark extends ClientProgram {
  private static final String SUBJECTS = "quality.subjects";

  public QualityBenchmark() {
    super("measurement");
  }

  @Override
  protected void run(Client client) {
    DemoSettings settings = DemoSettings.of(System.getProperties());
    measure(client, settings, subjects(System.getProperty(SUBJECTS, "")));
  }

  private void measure(Client client, DemoSettings settings, List<PhotoSet> subjects) {
    ScoreTable table = new ScoreTable();
    out.println(ScoreTable.HEADING);
    for (PhotoSet photos : subjects) {
      out.println(table.add(scores(client, settings, photos)));
    }
    table.summary().forEach(out::println);
  }

  private static ScoreTable.SubjectScores scores(
      Client client, DemoSettings settings, PhotoSet photos) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    DemoEvaluation evaluation = new DemoEvaluation(client, settings, nowhere);
    Subject subject = PhotoSetUpload.upload(client, photos);
    TrainingRun run =
        new DemoTraining(client, settings, nowhere).learn(subject, evaluation.evaluationSettings());
    Evaluation concept = evaluation.await(run.job().getEvaluationJob());
    Evaluation classWord = evaluation.classWord(subject);
    return new ScoreTable.SubjectScores(
        photos.name(), classWord.getScores(), concept.getScores(), run.stepsPerSecond());
  }

  /** The toys of the toybox, or every photo folder in a folder of the user's. */
  private List<PhotoSet> subjects(String folder) {
    if (folder.isBlank()) {
      return Toybox.subjectNames().stream()
          .map(name -> Toybox.subject(name, dataFolder.resolve("photos").resolve(name)))
          .toList();
    }
    try (Stream<Path> children = Files.list(Path.of(folder))) {
      return children.filter(Files::isDirectory).sorted().map(PhotoSet::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(SUBJECTS + " cannot be read: " + folder, e);
    }
  }
}
