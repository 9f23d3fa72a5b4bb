package zoodip.cli.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import zoodip.cli.connection.ResourceNames;

/** Which jobs of a list are wanted. */
public final class FilterOptions {
  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "In one of ${COMPLETION-CANDIDATES}.")
  private State state;

  @Option(names = "--subject", paramLabel = "ID", description = "Of this subject.")
  private String subject;

  @Option(names = "--concept", paramLabel = "ID", description = "Of this concept.")
  private String concept;

  @Option(names = "--model", paramLabel = "ID", description = "On this model.")
  private String model;

  /** The filter in the language of the API: {@code state = RUNNING AND subject = "..."}. */
  public String text(ResourceNames names) {
    List<String> conditions = new ArrayList<>();
    if (state != null) {
      conditions.add("state = " + state.name());
    }
    if (subject != null) {
      conditions.add("subject = \"" + names.subject(subject) + "\"");
    }
    if (concept != null) {
      conditions.add("concept = \"" + names.concept(concept) + "\"");
    }
    if (model != null) {
      conditions.add("model = \"" + names.model(model) + "\"");
    }
    return String.join(" AND ", conditions);
  }

  /** Where a job stands. */
  enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
