package zoodip.cli.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.cli.errors.UsageException;
import zoodip.cli.experiment.plan.ExperimentPlan;

/** Reports that are made of files of earlier ones. */
class ResultFilesTest {
  private static final ResultFiles FILES =
      new ResultFiles(MadeUpResults.PLAN, MadeUpResults.CONDITIONS);

  @Test
  void aReportMadeOfAReportsFilesIsTheSame() throws IOException {
    Map<String, ByteString> again =
        ReportFiles.of(
            offline(
                FILES.cells("a.csv", MadeUpResults.file("cells.csv")),
                FILES.classWords("b.csv", MadeUpResults.file("class-words.csv"))));
    assertEquals(MadeUpResults.file("summary.csv"), again.get("summary.csv").toStringUtf8());
    assertEquals(
        MadeUpResults.file("cells.csv").replace(",localhost:9001", ",a.csv"),
        again.get("cells.csv").toStringUtf8());
    String text = again.get("REPORT.md").toStringUtf8();
    assertTrue(text.contains("23 trainings of 24 are done"), text);
    assertTrue(text.contains("| a.csv | 23 | 3 |"), text);
    assertTrue(text.contains("- fast directions=8, car-03, seed 2: not in the files"), text);
  }

  @Test
  void aTableOfAnOlderProgramHasSettingsThatFollowFromThePlan() throws IOException {
    Map<String, ByteString> again =
        ReportFiles.of(offline(FILES.cells("a.csv", MadeUpResults.file("older-cells.csv"))));
    assertEquals(MadeUpResults.file("summary.csv"), again.get("summary.csv").toStringUtf8());
    assertEquals(
        3, again.get("class-words.csv").toStringUtf8().lines().skip(1).count(), "class words");
  }

  @Test
  void sittingsArePutTogetherInThePlansOrder() throws IOException {
    String all = MadeUpResults.file("cells.csv");
    EarlierResults first = FILES.cells("first.csv", rows(all, row -> row >= 2 && row < 13));
    EarlierResults second = FILES.cells("second.csv", rows(all, row -> row < 2 || row >= 13));
    ExperimentResults together = offline(second, first);
    assertEquals(
        MadeUpResults.results(true).cells().stream().map(CellResult::key).toList(),
        together.cells().stream().map(CellResult::key).toList());
    assertEquals("second.csv", together.cells().get(0).source());
    assertEquals("first.csv", together.cells().get(1).source());
    assertEquals(List.of(), together.remarks());
    assertEquals(MadeUpResults.SUBJECTS, List.copyOf(together.classWords().keySet()));
  }

  @Test
  void aServerWinsOverFiles() throws IOException {
    ExperimentResults server = MadeUpResults.results(true);
    String other = MadeUpResults.file("cells.csv").replace("0.705000", "0.100000");
    ExperimentResults all =
        CombinedResults.of(server, MadeUpResults.SUBJECTS, List.of(FILES.cells("a.csv", other)));
    assertEquals(server.cells(), all.cells());
    assertEquals(server.classWords(), all.classWords());
    assertEquals(
        List.of(
            "a.csv: 23 trainings were taken from the server, which has them too: published, mug-01,"
                + " seed 1; fast directions=2, mug-01, seed 1; fast directions=4, mug-01, seed 1;"
                + " ..."),
        all.remarks());
  }

  @Test
  void filesFillWhatTheServerLacks() throws IOException {
    ExperimentResults whole = MadeUpResults.results(true);
    List<CellResult> some = new ArrayList<>(whole.cells());
    CellResult taken = some.remove(4);
    ExperimentResults server =
        new ExperimentResults(
            whole.plan(),
            some,
            Map.of(),
            Map.of(taken.key(), "not queued"),
            List.of(),
            whole.environment());
    ExperimentResults all =
        CombinedResults.of(
            server,
            MadeUpResults.SUBJECTS,
            List.of(FILES.cells("a.csv", MadeUpResults.file("cells.csv"))));
    assertEquals("a.csv", all.cells().get(4).source());
    assertEquals(taken.key(), all.cells().get(4).key());
    assertEquals(Map.of(), all.missing());
    assertEquals("a.csv", all.classWords().get("mug-01").source());
  }

  @Test
  void twoFilesMayHaveOneResultButNotTwo() throws IOException {
    String all = MadeUpResults.file("cells.csv");
    EarlierResults one = FILES.cells("one.csv", all);
    assertEquals(23, offline(one, FILES.cells("two.csv", all)).cells().size());
    EarlierResults other = FILES.cells("two.csv", all.replace("0.705000", "0.100000"));
    assertEquals(
        "published, mug-01, seed 1 has other results in two.csv than in one.csv: take one of them"
            + " away",
        assertThrows(UsageException.class, () -> offline(one, other)).getMessage());
  }

  @Test
  void classWordsAreMeasuredInEachPlaceAndTheFirstAreTaken() throws IOException {
    EarlierResults one = FILES.cells("one.csv", MadeUpResults.file("cells.csv"));
    String words = MadeUpResults.file("class-words.csv");
    assertEquals(List.of(), offline(one, FILES.classWords("words.csv", words)).remarks());
    EarlierResults other = FILES.classWords("words.csv", words.replace("0.600000", "0.100000"));
    ExperimentResults both = offline(one, other);
    assertEquals("one.csv", both.classWords().get("mug-01").source());
    assertEquals(
        List.of(
            "words.csv: 2 class words have other scores than those that were read before, which"
                + " were taken: mug-01; car-03"),
        both.remarks());
    assertEquals("words.csv", offline(other, one).classWords().get("mug-01").source());
  }

  @Test
  void whatThePlanDoesNotHaveIsLeftOutAndNamed() throws IOException {
    String all = MadeUpResults.file("cells.csv");
    ExperimentResults some =
        offline(FILES.cells("a.csv", all.replace("cat-07,published,", "cow-07,published,")));
    assertEquals(21, some.cells().size());
    assertEquals(
        List.of(
            "a.csv: 2 results are not of this plan and left out: published, cow-07, seed 1;"
                + " published, cow-07, seed 2"),
        some.remarks());
    assertFalse(some.missing().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "subject,method | subjekt,method | a.csv has no column subject: is it a table of a report?",
        ",1,100,500,8.5 | ,x,100,500,8.5 | a.csv, row 1: seed is 'x', not a whole number",
        "8.5,0.705000 | 8.5,NaN | a.csv, row 1: clip_i is NaN",
        "8.5,0.705000 | 8.5, | a.csv, row 1: clip_i is '', not a number",
        "toybox,mug-01-0a1b | sd15,mug-01-0a1b | row 1: mug-01 was measured with the model sd15, and"
            + " the plan has toybox",
        "mug-01-0a1b | mug-01-ffff | row 1: mug-01 was measured with the photos mug-01-ffff, and the"
            + " plan has mug-01-0a1b",
        "steps=100 estimator=rge directions=4 | steps=100 estimator=rge directions=3 | published,"
            + " mug-01, seed 1 was measured with directions 3, and the plan says 4",
        "steps=100 estimator=rge | steps=100 estimator=egr | a.csv, row 1: estimator is one of",
        "steps=100 estimator=rge | steps=100 x estimator=rge | a.csv, row 1: settings are no names with values",
      })
  void whatIsWrongIsSaidWithItsPlace(String right, String wrong, String words) throws IOException {
    String text = MadeUpResults.file("cells.csv");
    assertTrue(text.contains(right), right);
    String broken = text.replaceFirst(Pattern.quote(right), wrong);
    assertRefused(broken, words);
  }

  @Test
  void halfATableIsRefused() throws IOException {
    String all = MadeUpResults.file("cells.csv");
    assertRefused(all.substring(0, all.length() - 60), "a.csv, row 23, cannot be read");
    assertRefused(all.substring(0, all.indexOf('\n') + 1), "a.csv has no rows");
    assertRefused(all.replace("-0", "-9"), "a.csv has nothing of the plan made-up");
  }

  @Test
  void noTrainingTakesMoreRowsThanThePlanAllows() {
    ExperimentPlan plan = MadeUpResults.PLAN;
    ExperimentPlan atEqualRows =
        new ExperimentPlan(
            plan.name(),
            plan.description(),
            plan.model(),
            plan.subjects(),
            plan.evaluation(),
            plan.seeds(),
            plan.baseline(),
            plan.variants(),
            OptionalInt.of(400),
            plan.queue());
    UsageException refused =
        assertThrows(
            UsageException.class,
            () ->
                new ResultFiles(atEqualRows, MadeUpResults.CONDITIONS)
                    .cells("a.csv", MadeUpResults.file("cells.csv")));
    assertEquals(
        "a.csv, row 1: published, mug-01, seed 1 took 500 rows of the UNet, and the plan says"
            + " at_equal_rows 400",
        refused.getMessage());
  }

  private static ExperimentResults offline(EarlierResults... files) {
    return CombinedResults.of(
        ExperimentResults.none(
            MadeUpResults.PLAN, MadeUpResults.SUBJECTS, "not in the files", Map.of()),
        MadeUpResults.SUBJECTS,
        List.of(files));
  }

  /** The heading, and rows by their numbers from 1. */
  private static String rows(String table, IntPredicate wanted) {
    List<String> lines = table.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(row -> row == 0 || wanted.test(row))
        .mapToObj(lines::get)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static void assertRefused(String text, String words) {
    UsageException refused = assertThrows(UsageException.class, () -> FILES.cells("a.csv", text));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }
}
