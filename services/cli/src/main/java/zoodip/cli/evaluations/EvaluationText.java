package zoodip.cli.evaluations;

import java.util.List;
import java.util.Locale;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Details;
import zoodip.cli.terminal.Table;
import zoodip.cli.terminal.ValueText;
import zoodip.platform.names.ResourceName;
import zoodip.v1.Evaluation;
import zoodip.v1.PromptScores;
import zoodip.v1.Scores;

/** Evaluations in words. */
public final class EvaluationText {
  private EvaluationText() {}

  /** All that is known of an evaluation, with its scores if it has some. */
  static String details(Evaluation evaluation) {
    Details details =
        new Details()
            .add("name", evaluation.getName())
            .add("state", ValueText.of(evaluation.getState()))
            .add("error", evaluation.hasError() ? evaluation.getError().getMessage() : "")
            .add("pictures", images(evaluation))
            .add("subject", ResourceNames.id(evaluation.getSubject()))
            .add("model", ResourceNames.id(evaluation.getModel()))
            .add("concept", thing(evaluation))
            .add("prompts", evaluation.getSettings().getPromptSet())
            .add("seed", evaluation.getSettings().getSeed())
            .add("created", ValueText.of(evaluation.getCreateTime()))
            .add("ended", ValueText.of(evaluation.getEndTime()))
            .add("files", evaluation.getFilesCount());
    return evaluation.hasScores()
        ? "%s%n%n%s".formatted(details, scores(List.of(evaluation)))
        : details.toString();
  }

  /** A table of the scores of each prompt, and of all. */
  public static String scores(Iterable<Evaluation> evaluations) {
    Table table = new Table("PROMPT", "CLIP-I", "CLIP-T", "DINO", "DINO_INTER");
    for (Evaluation evaluation : evaluations) {
      for (PromptScores prompt : evaluation.getPromptScoresList()) {
        row(table, prompt.getPrompt(), prompt.getScores());
      }
      row(table, "all of " + thing(evaluation), evaluation.getScores());
    }
    return table.toString();
  }

  static Table table(Iterable<Evaluation> evaluations) {
    Table table = new Table("ID", "STATE", "CONCEPT", "SUBJECT", "CLIP-I", "CLIP-T", "DINO");
    for (Evaluation evaluation : evaluations) {
      Scores scores = evaluation.getScores();
      boolean scored = evaluation.hasScores();
      table.row(
          ResourceNames.id(evaluation.getName()),
          ValueText.of(evaluation.getState()),
          thing(evaluation),
          ResourceNames.id(evaluation.getSubject()),
          scored ? number(scores.getClipI()) : "",
          scored ? number(scores.getClipT()) : "",
          scored ? number(scores.getDino()) : "");
    }
    return table;
  }

  private static void row(Table table, String name, Scores scores) {
    table.row(
        name,
        number(scores.getClipI()),
        number(scores.getClipT()),
        number(scores.getDino()),
        scores.hasDinoInter() ? number(scores.getDinoInter()) : "");
  }

  private static String thing(Evaluation evaluation) {
    return evaluation.getConcept().isEmpty()
        ? "the class word"
        : ResourceName.parse(evaluation.getConcept()).placeholder();
  }

  private static String images(Evaluation evaluation) {
    return evaluation.getProgress().getDone() + " of " + evaluation.getProgress().getTotal();
  }

  private static String number(double score) {
    return String.format(Locale.ROOT, "%.3f", score);
  }
}
