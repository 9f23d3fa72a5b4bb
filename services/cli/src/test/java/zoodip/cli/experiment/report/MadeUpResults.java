package zoodip.cli.experiment.report;

import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zoodip.cli.experiment.plan.CellKey;
import zoodip.cli.experiment.plan.ExperimentPlan;
import zoodip.cli.experiment.plan.MethodVariant;
import zoodip.cli.experiment.plan.SubjectSource;
import zoodip.cli.training.SettingOverrides;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.Precision;
import zoodip.v1.Scores;

/** Results of an experiment that never was. */
final class MadeUpResults {
  static final List<String> SUBJECTS = List.of("mug-01", "cat-07", "car-03");
  static final String SERVER = "localhost:9001";
  static final MethodVariant PUBLISHED =
      variant("published", Map.of(), "method", "zoodip", "estimator", "rge", "directions", "4");

  /** Of each subject. */
  static final Map<String, Conditions> CONDITIONS =
      SUBJECTS.stream()
          .collect(
              Collectors.toMap(
                  Function.identity(),
                  subject ->
                      Conditions.of(
                          "toybox", subject + "-0a1b", EvaluationSettings.getDefaultInstance())));

  private static final List<Long> SEEDS = List.of(1L, 2L);
  private static final List<MethodVariant> FAST = List.of(fast("2"), fast("4"), fast("8"));

  static final ExperimentPlan PLAN =
      new ExperimentPlan(
          "made-up",
          "Numbers that were made up.",
          Optional.of("toybox"),
          SUBJECTS.stream().<SubjectSource>map(SubjectSource.Toy::new).toList(),
          EvaluationSettings.getDefaultInstance(),
          SEEDS,
          Optional.of("published"),
          Stream.concat(Stream.of(PUBLISHED), FAST.stream()).toList(),
          OptionalInt.empty(),
          8);

  private MadeUpResults() {}

  /**
   * All cells.
   *
   * @param uneven by variant; the last one is missing
   */
  static ExperimentResults results(boolean uneven) {
    List<MethodVariant> variants = PLAN.variants();
    List<CellResult> cells = new ArrayList<>();
    for (long seed : SEEDS) {
      for (String subject : SUBJECTS) {
        for (MethodVariant variant : variants) {
          cells.add(cell(subject, variant, seed, uneven ? variants.indexOf(variant) : 1));
        }
      }
    }
    Map<CellKey, String> missing = new LinkedHashMap<>();
    if (uneven) {
      missing.put(cells.remove(cells.size() - 1).key(), "failed, the photos are gone");
    }
    Map<String, ClassWordResult> classWords = new LinkedHashMap<>();
    SUBJECTS.forEach(subject -> classWords.put(subject, classWord(subject)));
    return new ExperimentResults(
        PLAN, cells, classWords, missing, List.of(), Map.of("server", SERVER));
  }

  private static ClassWordResult classWord(String subject) {
    return new ClassWordResult(
        subject, scores(base(subject) - 0.1, false), CONDITIONS.get(subject), SERVER);
  }

  private static CellResult cell(String subject, MethodVariant variant, long seed, int step) {
    boolean published = variant.equals(PUBLISHED);
    double score = base(subject) + (published ? 0 : 0.02 * step) + 0.005 * seed;
    return new CellResult(
        subject,
        variant,
        seed,
        SettingOverrides.of(variant.settings()).toBuilder().setSteps(100).build(),
        100,
        100 * (1L + Integer.parseInt(variant.settings().get("directions"))),
        published ? 8.5 : 4.3,
        scores(score, published),
        published ? Optional.empty() : Optional.of(new ProbeFigures(24, 0.5, 0.25)),
        CONDITIONS.get(subject),
        SERVER);
  }

  private static double base(String subject) {
    return 0.5 + 0.1 * SUBJECTS.indexOf(subject);
  }

  private static Scores scores(double score, boolean diversity) {
    Scores.Builder scores = Scores.newBuilder().setClipI(score + 0.2).setClipT(0.25).setDino(score);
    return diversity ? scores.setDinoInter(0.9).build() : scores.build();
  }

  private static MethodVariant fast(String directions) {
    return variant(
        "fast",
        Map.of("directions", directions),
        "method",
        "sensitivity_directions",
        "directions",
        directions);
  }

  private static MethodVariant variant(
      String method, Map<String, String> swept, String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    String name = method + (swept.isEmpty() ? "" : " directions=" + swept.get("directions"));
    return new MethodVariant(method, name, "", Precision.PRECISION_UNSPECIFIED, all, swept);
  }

  /** What people have looked at. */
  static String file(String name) throws IOException {
    return Resources.toString(
        Resources.getResource(MadeUpResults.class, name), StandardCharsets.UTF_8);
  }
}
