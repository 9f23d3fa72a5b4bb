package zoodip.cli.experiment.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import zoodip.cli.errors.UsageException;
import zoodip.toybox.Toybox;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GenerationSettings;
import zoodip.v1.Precision;

class PlanFileTest {
  private static final Path PLANS = Path.of("../../docs/experiments/plans");
  private static final String METHODS =
      """
      methods:
        - name: published
          settings: {method: zoodip, steps: 2000}
      """;
  private static final String SMALLEST = "name: small\nsubjects: [mug-01]\nseeds: [1]\n" + METHODS;

  @TempDir Path folder;

  @Test
  void aPlanSaysWhatIsCompared() throws IOException {
    ExperimentPlan plan =
        read(
            """
            name: table-s8
            description: what is compared
            model: toybox
            subjects: [mug-01, cat-07]
            prompts: toybox
            images_per_prompt: 2
            diversity_images: 4
            generation: {steps: 30, guidance_scale: 5}
            seeds: [1, 2, 3]
            baseline: published
            at_equal_rows: 1953
            queue: 3
            methods:
              - name: published
                preset: sd15
                settings: {method: zoodip, learning-rate: 1e-2}
              - name: fast
                precision: bf16
                settings: {method: sensitivity_directions}
                sweep: {directions: [2, 4], smoothing: [0.1, 0.2]}
            """);
    assertEquals("table-s8", plan.name());
    assertEquals(Optional.of("toybox"), plan.model());
    assertEquals(toys("mug-01", "cat-07"), plan.subjects());
    assertEquals(List.of(1L, 2L, 3L), plan.seeds());
    assertEquals(OptionalInt.of(1953), plan.atEqualRows());
    assertEquals(3, plan.queue());
    assertEquals(
        EvaluationSettings.newBuilder()
            .setPromptSet("toybox")
            .setImagesPerPrompt(2)
            .setDiversityImages(4)
            .setGeneration(GenerationSettings.newBuilder().setSteps(30).setGuidanceScale(5))
            .build(),
        plan.evaluation());
    assertEquals(
        List.of(
            "published",
            "fast directions=2 smoothing=0.1",
            "fast directions=2 smoothing=0.2",
            "fast directions=4 smoothing=0.1",
            "fast directions=4 smoothing=0.2"),
        plan.variants().stream().map(MethodVariant::name).toList());
    MethodVariant published = plan.variants().get(0);
    assertEquals("sd15", published.preset());
    assertEquals(0.01, published.trainingSettings().getLearningRate());
    MethodVariant fast = plan.variants().get(4);
    assertEquals(Map.of("directions", "4", "smoothing", "0.2"), fast.swept());
    assertEquals(4, fast.trainingSettings().getDirections());
    assertEquals(Precision.PRECISION_UNSPECIFIED, published.precision());
    assertEquals(Precision.PRECISION_BF16, fast.precision());
  }

  @Test
  void whatIsNotWrittenHasADefault() throws IOException {
    ExperimentPlan plan = read(SMALLEST);
    assertEquals(Optional.empty(), plan.model());
    assertEquals(Optional.empty(), plan.baseline());
    assertEquals(OptionalInt.empty(), plan.atEqualRows());
    assertEquals(8, plan.queue());
    assertEquals("", plan.evaluation().getPromptSet());
    assertEquals(1, plan.evaluation().getImagesPerPrompt());
  }

  @Test
  void allAreAllToysAndFoldersAreRelativeToThePlan() throws IOException {
    assertEquals(
        toys(Toybox.subjectNames().toArray(String[]::new)),
        read(SMALLEST.replace("[mug-01]", "[all]")).subjects());
    assertEquals(
        List.of(new SubjectSource.PhotoFolders(folder.resolve("photos"))),
        read(SMALLEST.replace("[mug-01]", "{folder: photos}")).subjects());
  }

  @Test
  void toysAndFoldersMayStandInOneList() throws IOException {
    assertEquals(
        List.of(
            new SubjectSource.PhotoFolders(folder.resolve("a")),
            new SubjectSource.Toy("mug-01"),
            new SubjectSource.PhotoFolders(folder.getParent().resolve("b"))),
        read(SMALLEST.replace("[mug-01]", "[{folder: a}, mug-01, {folder: ../b}]")).subjects());
    List<SubjectSource> all = read(SMALLEST.replace("[mug-01]", "[all, {folder: a}]")).subjects();
    assertEquals(Toybox.subjectNames().size() + 1, all.size());
    assertEquals(new SubjectSource.PhotoFolders(folder.resolve("a")), all.get(all.size() - 1));
  }

  @Test
  void whatIsSaidBesideAPlanWins() throws IOException {
    PlanOverrides overrides =
        new PlanOverrides(Optional.of(Path.of("photos")), Optional.of("sd15"));
    Path file = Files.writeString(folder.resolve("plan.yaml"), SMALLEST + "model: toybox\n");
    ExperimentPlan plan = PlanFile.read(file, overrides);
    assertEquals(List.of(new SubjectSource.PhotoFolders(Path.of("photos"))), plan.subjects());
    assertEquals(Optional.of("sd15"), plan.model());
    String without = SMALLEST.replace("subjects: [mug-01]\n", "");
    assertEquals(
        plan.subjects(), PlanFile.read(Files.writeString(file, without), overrides).subjects());
    assertRefused(without, "subjects is missing: write it, or name a folder with --subjects");
  }

  @Test
  void promptsMayBeAList() throws IOException {
    ExperimentPlan plan = read(SMALLEST + "prompts: ['a {0} {1}', 'a red {0} {1}']\n");
    assertEquals(List.of("a {0} {1}", "a red {0} {1}"), plan.evaluation().getPromptsList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "seeds: [1] | sedes: [1] | line 3: there is no sedes; did you mean seeds?",
        "seeds: [1] | seeds: 1 | line 3: seeds wants a list",
        "seeds: [1] | seeds: [x] | line 3: seeds[0] wants a whole number",
        "seeds: [1] | seeds: [1.5] | line 3: seeds[0] wants a whole number",
        "seeds: [1] | seeds: ['1'] | line 3: seeds[0] wants a whole number",
        "seeds: [1] | seeds: [1, 1] | seeds has 1 twice",
        "seeds: [1] | seeds: [] | seeds is missing",
        "seeds: [1] | seeds: ] | line 3: this is no YAML",
        "seeds: [1] | name: twice | line 3: this is no YAML: Duplicate field 'name'",
        "name: small | name: 5 | line 1: name wants text; put quotation marks around it",
        "name: small | name: Small | 'Small' is no id of a plan",
        "name: small | model: toybox | name is missing",
        "[mug-01] | [mug-02] | subjects: there is no 'mug-02'; did you mean mug-01?",
        "[mug-01] | [mug-01, mug-01] | subjects has mug-01 twice",
        "[mug-01] | [all, mug-01] | subjects has mug-01 twice",
        "[mug-01] | [{folder: a}, {folder: b/../a}] | /a twice",
        "[mug-01] | {folders: x} | subjects is a list of toys and folders",
        "[mug-01] | [{folder: x, of: y}] | subjects is a list of toys and folders",
        "[mug-01] | [mug-01, 3] | subjects is a list of toys and folders",
        "[mug-01] | [] | subjects is a list of toys and folders",
        "[mug-01] | 3 | subjects is a list of toys and folders",
        "- name: published | - nam: published | line 5: there is no methods[0].nam; did you mean name?",
        "- name: published | - name: a/b | a method's name is of up to 40",
        "- name: published | - preset: sd15 | a method's name is of up to 40",
        "steps: 2000 | stepps: 2000 | method 'published': There is no setting 'stepps'; did you mean steps?",
        "steps: 2000 | steps: many | method 'published': steps is a whole number, not 'many'",
        "steps: 2000 | steps: [1, 2] | method 'published': steps wants one value",
        "methods: | extra: 1\\nmethods: | there is no extra",
      })
  void whatIsWrongIsSaidWithItsPlace(String right, String wrong, String words) throws IOException {
    assertRefused(SMALLEST.replace(right, wrong.replace("\\n", "\n")), words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "prompts: toyboxes | prompts: there is no 'toyboxes'; did you mean toybox?",
        "prompts: {a: b} | prompts is toybox, living, non_living or a list",
        "prompts: [] | prompts is toybox, living, non_living or a list",
        "generation: {stepps: 3} | generation: There is no setting 'stepps'; did you mean steps?",
        "generation: {steps: x} | generation: steps is a whole number",
        "generation: 3 | line 7: generation wants keys and values",
        "images_per_prompt: 0 | images_per_prompt is 0; use at least 1",
        "images_per_prompt: yes | line 7: images_per_prompt wants a whole number",
        "queue: 0 | queue is 0; use at least 1",
        "baseline: publishd | baseline: there is no 'publishd'; did you mean published?",
        "at_equal_rows: 100 | method 'published' sets steps, which at_equal_rows settles",
        "at_equal_rows: many | line 7: at_equal_rows wants a whole number",
      })
  void whatIsAddedIsChecked(String line, String words) throws IOException {
    assertRefused(SMALLEST + line + "\n", words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sweep: {directions: []} | sweep of directions has no values",
        "sweep: {directions: 4} | methods[0].sweep.directions wants a list",
        "sweep: {steps: [1, 2]} | steps stands in settings and in sweep",
        "precision: fp64 | precision is one of fp32, bf16, fp16, int8, int4, not 'fp64'",
        "sweep: {directions: [1, 1]} | methods has published directions=1 twice",
        "sweep: {direction: [1]} | There is no setting 'direction'; did you mean directions?",
      })
  void sweepsAndPrecisionsAreChecked(String line, String words) throws IOException {
    assertRefused(SMALLEST + "    " + line + "\n", words);
  }

  @Test
  void anEmptyFileIsNoPlan() throws IOException {
    assertRefused("", "");
    assertRefused("- a\n- b\n", "a plan wants keys and values");
  }

  static Stream<Path> plans() throws IOException {
    return Files.list(PLANS).filter(file -> file.toString().endsWith(".yaml")).sorted();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void thePlansOfTheDocumentationCanBeRead(Path file) throws IOException {
    boolean whole = Files.readString(file).contains("\nsubjects:");
    ExperimentPlan plan =
        PlanFile.read(
            file,
            whole
                ? PlanOverrides.NONE
                : new PlanOverrides(Optional.of(folder), Optional.of("sd15")));
    assertEquals(plan.name() + ".yaml", file.getFileName().toString());
    assertTrue(plan.baseline().isPresent());
  }

  @Test
  void theHeadlineHasItsSubjects() {
    ExperimentPlan plan = PlanFile.read(PLANS.resolve("headline.yaml"));
    try (PlanPhotos photos = PlanPhotos.of(plan.subjects())) {
      assertEquals(Toybox.subjectNames().size() + 12, photos.sets().size());
      assertEquals("ball-108", photos.sets().get(Toybox.subjectNames().size()).name());
    }
  }

  private static List<SubjectSource> toys(String... names) {
    return Stream.of(names).<SubjectSource>map(SubjectSource.Toy::new).toList();
  }

  private void assertRefused(String text, String words) throws IOException {
    Path file = Files.writeString(folder.resolve("plan.yaml"), text);
    UsageException refused = assertThrows(UsageException.class, () -> PlanFile.read(file));
    assertTrue(refused.getMessage().startsWith(file + ": "), refused.getMessage());
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }

  private ExperimentPlan read(String text) throws IOException {
    return PlanFile.read(Files.writeString(folder.resolve("plan.yaml"), text));
  }
}
