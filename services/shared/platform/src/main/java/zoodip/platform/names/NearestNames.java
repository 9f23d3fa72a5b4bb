package zoodip.platform.names;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that a misspelt one was probably meant to be. */
public final class NearestNames {
  private static final int MOST_CHANGES = 3;
  private static final int TOO_MANY = -1;

  private NearestNames() {}

  /**
   * The nearest name, if one is near enough to be meant: a few letters off, or longer or shorter. A
   * text that is longer than any name can be is compared with none.
   */
  public static Optional<String> nearest(String wanted, Collection<String> names) {
    if (wanted.length() > ResourceName.LONGEST_ID + MOST_CHANGES) {
      return Optional.empty();
    }
    LevenshteinDistance distance =
        new LevenshteinDistance(Math.min(MOST_CHANGES, Math.max(1, wanted.length() / 2)));
    return names.stream()
        .map(name -> new Candidate(name, changes(distance, wanted, name)))
        .filter(candidate -> candidate.changes() != TOO_MANY)
        .min(Comparator.comparingInt(Candidate::changes))
        .map(Candidate::name);
  }

  /** {@code ; did you mean steps?} to end a sentence with; empty if no name is near enough. */
  public static String suggestion(String wanted, Collection<String> names) {
    return nearest(wanted, names).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private record Candidate(String name, int changes) {}

  /** Letters to add, drop or change; {@link #TOO_MANY} beyond the distance's limit. */
  private static int changes(LevenshteinDistance distance, String wanted, String name) {
    if (name.startsWith(wanted) || wanted.startsWith(name)) {
      return Math.abs(name.length() - wanted.length());
    }
    return distance.apply(wanted, name);
  }
}
