package zoodip.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.errors.UsageException;
import zoodip.cli.experiment.plan.PlanFile;
import zoodip.toybox.Toybox;
import zoodip.v1.GradientEstimator;
import zoodip.v1.TrainingSettings;

class ExperimentDesignTest {
  private static final String PLAN =
      """
      name: ids
      subjects: [mug-01, cat-07]
      seeds: [1, 2, 3]
      methods:
        - name: published
          settings: {method: zoodip}
          sweep: {directions: [1, 3]}
        - name: fast
          settings: {method: sensitivity_directions}
      """;

  private static final TrainingSettings PRESET =
      TrainingSettings.newBuilder()
          .setEstimator(GradientEstimator.GRADIENT_ESTIMATOR_RGE)
          .setDirections(8)
          .build();

  @TempDir Path folder;

  @Test
  void subjectsVariantsAndSeedsAreMultiplied() throws IOException {
    ExperimentCells cells = cells(PLAN);
    assertEquals(2 * 3 * 3, cells.trainings().size());
    assertEquals(
        List.of("the class word, mug-01", "the class word, cat-07"),
        cells.classWords().stream().map(ScoringRequest::name).toList());
    ExperimentCell first = cells.trainings().get(0);
    assertEquals("published directions=1, mug-01, seed 1", first.name());
    assertEquals("models/toybox", first.wanted().getModel());
    assertEquals(1, first.wanted().getSeed());
    assertTrue(first.wanted().hasEvaluation());
    assertTrue(
        first.wanted().getSubject().matches("tenants/t/subjects/mug-01-[0-9a-f]{12}"),
        first.wanted().getSubject());
    assertTrue(first.wanted().getConceptId().matches("ids-[0-9a-f]{16}"));
    assertTrue(first.request().matches("experiment/ids/[0-9a-f]{32}"), first.request());
  }

  @Test
  void requestsAndConceptsAreDifferentInEachCellAndTheSameInEachRun() throws IOException {
    ExperimentCells cells = cells(PLAN);
    assertEquals(18, requests(cells).distinct().count());
    assertEquals(
        18,
        cells.trainings().stream().map(cell -> cell.wanted().getConceptId()).distinct().count());
    assertEquals(requests(cells).toList(), requests(cells(PLAN)).toList());
  }

  @Test
  void whatChangesInAPlanChangesItsOwnRequestsAlone() throws IOException {
    List<String> before = requests(cells(PLAN)).toList();
    List<String> more = requests(cells(PLAN.replace("[1, 3]", "[1, 3, 5]"))).toList();
    assertEquals(24, more.size());
    assertTrue(more.containsAll(before));
    List<String> other = requests(cells(PLAN + "prompts: toybox\n")).toList();
    assertTrue(other.stream().noneMatch(before::contains));
    assertTrue(requests(cells(PLAN.replace("name: ids", "name: idz"))).noneMatch(before::contains));
    // the name of a method is for people
    assertEquals(before, requests(cells(PLAN.replace("name: fast", "name: slow"))).toList());
  }

  @Test
  void aSubjectIsNamedByItsPhotosAndWords() {
    ExperimentSubject mug = ExperimentSubject.of(Toybox.subject("mug-01", folder.resolve("a/mug")));
    ExperimentSubject same =
        ExperimentSubject.of(Toybox.subject("mug-01", folder.resolve("b/mug")));
    ExperimentSubject cat = ExperimentSubject.of(Toybox.subject("cat-07", folder.resolve("c/mug")));
    assertEquals(mug.id(), same.id());
    assertNotEquals(mug.id(), cat.id());
    assertTrue(cat.id().startsWith("mug-"), cat.id());
  }

  @Test
  void stepsFollowFromRows() throws IOException {
    ExperimentCells cells = cells(PLAN + "at_equal_rows: 90\n");
    assertEquals(
        List.of(45, 22, 10),
        cells.trainings().stream()
            .limit(3)
            .map(cell -> cell.wanted().getSettings().getSteps())
            .toList());
    UsageException few =
        assertThrows(UsageException.class, () -> cells(PLAN + "at_equal_rows: 8\n"));
    assertEquals("at_equal_rows is 8, and one step of 'fast' takes more", few.getMessage());
  }

  private static Stream<String> requests(ExperimentCells cells) {
    return cells.trainings().stream().map(ExperimentCell::request);
  }

  private ExperimentCells cells(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("plan.yaml"), text);
    Function<ExperimentCell, TrainingSettings> preset =
        cell -> PRESET.toBuilder().mergeFrom(cell.wanted().getSettings()).build();
    return new ExperimentDesign(PlanFile.read(file), "tenants/t", "models/toybox", preset)
        .cells(
            Stream.of("mug-01", "cat-07")
                .map(toy -> ExperimentSubject.of(Toybox.subject(toy, folder.resolve(toy))))
                .toList());
  }
}
