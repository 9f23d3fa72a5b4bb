package zoodip.cli.experiment.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import zoodip.cli.errors.UsageException;
import zoodip.toybox.Toybox;

/** A plan's subjects as its file has them: toys, all of them, folders, or a list of these. */
final class PlannedSources {
  private static final String KEY = "subjects";
  private static final String ALL = "all";
  private static final String FORM =
      "subjects is a list of toys and folders such as [mug-01, {folder: DIR}], in which all stands"
          + " for all toys, or {folder: DIR} alone";

  private PlannedSources() {}

  /**
   * The sources in the plan's order.
   *
   * @param home what folders are relative to
   * @throws UsageException if something else is written, or one source twice
   */
  static List<SubjectSource> of(JsonNode subjects, Path home) {
    List<JsonNode> written = new ArrayList<>();
    if (subjects.isArray()) {
      subjects.forEach(written::add);
    } else if (subjects.isObject()) {
      written.add(subjects);
    }
    if (written.isEmpty()) {
      throw new UsageException(FORM);
    }
    List<SubjectSource> sources = written.stream().flatMap(one -> sources(one, home)).toList();
    PlanChecks.requireDifferent(KEY, sources.stream().map(PlannedSources::name).toList());
    return sources;
  }

  private static Stream<SubjectSource> sources(JsonNode written, Path home) {
    if (written.isTextual()) {
      return toys(written.asText());
    }
    JsonNode folder = written.path("folder");
    if (!written.isObject() || written.size() != 1 || !folder.isTextual()) {
      throw new UsageException(FORM);
    }
    return Stream.of(new SubjectSource.PhotoFolders(home.resolve(folder.asText()).normalize()));
  }

  private static Stream<SubjectSource> toys(String name) {
    List<String> known = Toybox.subjectNames();
    if (name.equals(ALL)) {
      return known.stream().map(SubjectSource.Toy::new);
    }
    PlanChecks.requireKnown(KEY, name, known);
    return Stream.of(new SubjectSource.Toy(name));
  }

  private static String name(SubjectSource source) {
    return source instanceof SubjectSource.Toy toy
        ? toy.name()
        : ((SubjectSource.PhotoFolders) source).folder().toString();
  }
}
